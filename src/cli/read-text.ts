import { invalid } from "../domain/errors.ts";
import { isDecodedWhole } from "../domain/utf8.ts";
import type { Flag } from "./command.ts";
import type { ReadLimit, Shell } from "./shell.ts";

/** More than any limit on text, so that the limit is what the caller hears of; many tasks may come at once. */
const MOST_BYTES = 16 * 1024 * 1024;
export const MOST_BYTES_OF_TASKS = 256 * 1024 * 1024;

/**
 * The values of flags as the operation takes them: long text read from where it is said to be, JSON parsed.
 *
 * @throws INVALID_PARAMS if a text cannot be read, is not UTF-8, or not the JSON that it should be
 */
export function readValues(
  flags: readonly Flag[],
  given: Readonly<Record<string, string | true>>,
  shell: Shell,
): Record<string, unknown> {
  const fromInput = flags.filter((flag) => flag.isText && given[flag.parameter] === "-");
  if (fromInput[1]) throw invalid("input_used_twice", { parameter: fromInput[1].parameter });
  const values: Record<string, unknown> = {};
  for (const flag of flags) {
    const value = given[flag.parameter];
    if (value === undefined) continue;
    if (flag.read && value !== true) {
      values[flag.parameter] = flag.read(value, shell);
      continue;
    }
    const text = flag.isText && value !== true ? readText(flag, value, shell) : value;
    values[flag.parameter] = text === true ? text : parsed(flag, text);
  }
  return values;
}

/** Text as it stands, `-` for standard input, `@path` for a file, `@@...` for text that begins with @. */
function readText({ parameter, isTasks, isReport }: Flag, value: string, shell: Shell): string {
  const most: ReadLimit = { bytes: isTasks ? MOST_BYTES_OF_TASKS : MOST_BYTES, keep: isReport ? "end" : "whole" };
  if (value === "-")
    return decode(
      parameter,
      readBytes(parameter, "standard input", most, () => shell.readInput(most)),
    );
  if (value.startsWith("@@")) return value.slice(1);
  if (!value.startsWith("@")) return value;
  const path = value.slice(1);
  return decode(
    parameter,
    readBytes(parameter, path, most, () => shell.readFile(path, most)),
    path,
  );
}

/** @throws INVALID_PARAMS if it cannot be read, or is too much */
export function readBytes(parameter: string, path: string, limit: ReadLimit, read: () => Buffer | undefined): Buffer {
  let bytes: Buffer | undefined;
  try {
    bytes = read();
  } catch (error) {
    if (!(error instanceof Error && "code" in error)) throw error;
    throw invalid("file_unreadable", { parameter, path, given: String(error.code) });
  }
  if (!bytes) throw invalid("too_large", { parameter, limit: limit.bytes });
  return limit.keep === "end" && bytes.length === limit.bytes ? fromCharacter(bytes) : bytes;
}

/** Without the rest of a character that was cut. */
function fromCharacter(bytes: Buffer): Buffer {
  const start = bytes.findIndex((byte) => (byte & 0xc0) !== 0x80);
  return bytes.subarray(Math.max(0, start));
}

/** @throws INVALID_PARAMS if it is not UTF-8 */
export function decode(parameter: string, bytes: Buffer, path?: string): string {
  const text = bytes.toString("utf8");
  if (!isDecodedWhole(text, bytes)) throw invalid("not_utf8", { parameter, ...(path !== undefined && { path }) });
  return text.replace(/\r?\n$/, "");
}

function parsed({ parameter, isJson, isTasks }: Flag, text: string): unknown {
  const json = text.replace(/^\ufeff/, ""); // some editors put a mark before the text
  if (isTasks) return parseTasks(parameter, json);
  return isJson ? parseJson(parameter, json) : text;
}

/** One JSON object, an array of them, or one a line. */
function parseTasks(parameter: string, text: string): unknown {
  if (text.trimStart().startsWith("[")) return parseJson(parameter, text);
  const lines = text.split(/\r?\n/);
  const isOneObject = !parses(lines.find((line) => line.trim() !== "") ?? "{}");
  if (isOneObject) return [parseJson(parameter, text)];
  return lines.flatMap((line, position) => (line.trim() === "" ? [] : [parseJson(parameter, line, position + 1)]));
}

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function parseJson(parameter: string, text: string, lineNumber?: number): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const given = error instanceof Error ? error.message : "";
    throw invalid("not_json", { parameter, given, ...(lineNumber !== undefined && { item: lineNumber }) });
  }
}
