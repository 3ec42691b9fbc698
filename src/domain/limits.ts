import { invalid } from "./errors.ts";

/** What a task may hold. Sizes in bytes are those of the text in UTF-8. */
export const LIMITS = {
  nameCharacters: 500,
  textBytes: 64 * 1024,
  metadataBytes: 64 * 1024,
  metadataDepth: 8,
  keyCharacters: 200,
  operatorCharacters: 200,
  noteBytes: 8 * 1024,
  notes: 50,
  pendingTasks: 10_000,
  dependencies: 100,
  tags: 20,
  labelCharacters: 100,
  children: 500,
} as const;

const PRIORITY_NAMES: Readonly<Record<string, number>> = { P0: 10, P1: 7, P2: 4, P3: 1 };

/** Keys that would reach into the prototype of whatever copies the object. */
export const FORBIDDEN_KEYS: ReadonlySet<string> = new Set(["__proto__", "constructor", "prototype"]);

type Metadata = Readonly<Record<string, unknown>>;

/** @throws INVALID_PARAMS if a name is empty or longer than 500 characters */
export function checkName(name: string, parameter = "name"): string {
  return checkLine(name, parameter, LIMITS.nameCharacters);
}

/** @throws INVALID_PARAMS if a key is empty or longer than 200 characters */
export function checkKey(key: string, parameter = "key"): string {
  return checkLine(key, parameter, LIMITS.keyCharacters);
}

/** @throws INVALID_PARAMS if the name of who acts is empty or longer than 200 characters */
export function checkOperator(operator: string, parameter = "operator"): string {
  return checkLine(operator, parameter, LIMITS.operatorCharacters);
}

/** @throws INVALID_PARAMS if a text is larger than 64 KiB */
export function checkText(text: string, parameter: string): string {
  return checkSize(text, parameter, LIMITS.textBytes);
}

/** @throws INVALID_PARAMS if a text has more bytes */
export function checkSize(text: string, parameter: string, limit: number): string {
  if (byteLength(text) > limit) throw invalid("too_large", { parameter, limit });
  return text;
}

/**
 * A text that reports how a task ended, cut to 64 KiB: a task must be able to end whatever its report is.
 * The end of a report is kept, since that is where a log says what went wrong.
 */
export function cutReport(text: string): string {
  const bytes = new TextEncoder().encode(text);
  if (bytes.length <= LIMITS.textBytes) return text;
  let start = bytes.length - LIMITS.textBytes;
  while (((bytes[start] ?? 0) & 0xc0) === 0x80) start += 1; // not in the middle of a character
  return new TextDecoder().decode(bytes.subarray(start));
}

/**
 * A priority as callers write it: a whole number from 1 to 10, or P0, P1, P2, P3 for 10, 7, 4, 1.
 *
 * @throws INVALID_PARAMS
 */
export function checkPriority(priority: string | number, parameter = "priority"): number {
  const number = typeof priority === "number" ? priority : priorityOf(priority);
  if (Number.isInteger(number) && number >= 1 && number <= 10) return number;
  throw invalid("not_a_priority", { parameter, given: String(priority) });
}

function priorityOf(text: string): number {
  const named = PRIORITY_NAMES[text.toUpperCase()];
  return named ?? (/^\d{1,2}$/.test(text) ? Number(text) : Number.NaN);
}

/**
 * Metadata as it will be read again: what JSON does not have, like `undefined` or a `Date`, is gone or has become text.
 *
 * @throws INVALID_PARAMS if it is no object, larger than 64 KiB, deeper than 8, or has a key like `__proto__`
 */
export function checkMetadata(metadata: unknown): Metadata {
  checkContent(metadata, LIMITS.metadataDepth);
  const text = jsonOf(metadata);
  if (byteLength(text) > LIMITS.metadataBytes) {
    throw invalid("too_large", { parameter: "metadata", limit: LIMITS.metadataBytes });
  }
  const stored: unknown = JSON.parse(text);
  if (typeof stored !== "object" || stored === null || Array.isArray(stored)) {
    throw invalid("not_an_object", { parameter: "metadata" });
  }
  checkContent(stored, LIMITS.metadataDepth); // a `toJSON` may have put anything there
  return { ...stored };
}

function jsonOf(metadata: unknown): string {
  try {
    return JSON.stringify(metadata) ?? "null"; // undefined, functions and symbols have no text
  } catch (error) {
    throw invalid("not_json", { parameter: "metadata", given: error instanceof Error ? error.message : String(error) });
  }
}

function checkContent(value: unknown, left: number): void {
  // JSON has no such number, but a parser makes one of 1e999; it would be stored as null.
  if (typeof value === "number" && !Number.isFinite(value)) throw invalid("not_a_number", { parameter: "metadata" });
  if (typeof value !== "object" || value === null) return;
  if (left === 0) throw invalid("too_deep", { parameter: "metadata", limit: LIMITS.metadataDepth });
  const bad = Object.keys(value).find((key) => FORBIDDEN_KEYS.has(key));
  if (bad !== undefined) throw invalid("forbidden_key", { parameter: "metadata", given: bad });
  for (const inner of Object.values(value)) checkContent(inner, left - 1);
}

/** @throws INVALID_PARAMS if a text is blank, or has more characters */
export function checkLine(text: string, parameter: string, limit: number): string {
  if (text.trim() === "") throw invalid("empty", { parameter });
  // More UTF-16 units than twice the limit cannot be fewer characters than it: no need to count them all.
  if (text.length > 2 * limit || Array.from(text).length > limit) throw invalid("too_long", { parameter, limit });
  return text;
}

function byteLength(text: string): number {
  return new TextEncoder().encode(text).length;
}
