// What regular expressions would say of a short text or two. V8 compiles an expression when it is first used, and once
// more when it is used again, which takes longer than this; of many texts an expression tells sooner.

/** As many digits have the largest numbers that are counted on from: see LARGEST_NUMBER. */
const MOST_DIGITS = 12;

/** The number that a text of at most 12 digits, and nothing else, stands for; undefined for any other text. */
export function numberIn(text: string): number | undefined {
  if (text === "" || text.length > MOST_DIGITS) return undefined;
  for (let position = 0; position < text.length; position += 1) {
    if (!isDigit(text.charCodeAt(position))) return undefined;
  }
  return Number(text);
}

/** Whether a text is small letters and digits of ASCII, `_` and `-`, the first a letter or a digit. */
export function isPlainName(text: string): boolean {
  for (let position = 0; position < text.length; position += 1) {
    const code = text.charCodeAt(position);
    const isInside = position > 0 && (code === UNDERSCORE || code === DASH);
    if (!isDigit(code) && !isLetter(code) && !isInside) return false;
  }
  return text !== "";
}

const UNDERSCORE = 0x5f;
const DASH = 0x2d;

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

function isLetter(code: number): boolean {
  return code >= 0x61 && code <= 0x7a;
}

/** Whether a value is an object, of which nothing else is known. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
