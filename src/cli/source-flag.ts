import { resolve } from "node:path";
import type { ImportSource } from "../app/import-source.ts";
import { isRefusal } from "../domain/errors.ts";
import type { Flag } from "./command.ts";
import { decode, MOST_BYTES_OF_TASKS, readBytes } from "./read-text.ts";
import type { ReadLimit, Shell } from "./shell.ts";

const PARAMETER = "file";

/** Where tasks come from: a file, `-` for standard input, or a folder that is a task root. */
export const SOURCE: Flag = { parameter: PARAMETER, value: "<path>", read: readSource };

function readSource(path: string, shell: Shell): ImportSource {
  const most: ReadLimit = { bytes: MOST_BYTES_OF_TASKS, keep: "whole" };
  const isInput = path === "-";
  const name = isInput ? "standard input" : path;
  try {
    const read = () => (isInput ? shell.readInput(most) : shell.readFile(path, most));
    return { text: decode(PARAMETER, readBytes(PARAMETER, name, most, read), name) };
  } catch (error) {
    const isFolder = isRefusal(error, "INVALID_PARAMS") && error.facts.given === "EISDIR";
    if (isFolder) return { folder: resolve(shell.cwd, path) };
    throw error;
  }
}
