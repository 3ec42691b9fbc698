// What regular expressions would say of a short text or two. V8 compiles an expression when it is first used, and once
// more when it is used again, which takes longer than this; of many texts an expression tells sooner.

/** Where the digits that begin at a place end: at that place if there are none. */
export function digitsEnd(text: string, start: number): number {
  let end = start;
  while (isDigit(text.charCodeAt(end))) end += 1;
  return end;
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
