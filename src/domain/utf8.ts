/**
 * Whether a text is all that bytes say: what is not UTF-8 among them was replaced when they were decoded. Decoding and
 * a look for the replacement is cheaper than a check of the bytes.
 */
export function isDecodedWhole(text: string, bytes: Uint8Array): boolean {
  return !text.includes("\ufffd") || isUtf8(bytes);
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}
