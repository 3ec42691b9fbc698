import { visible } from "./messages/visible.ts";

/** A document on a line of its own. What could steer a terminal stands in it as an escape, which JSON reads as the same. */
export function jsonLine(document: object): string {
  const text = JSON.stringify(document);
  // Among ASCII there is one such character that JSON leaves as it is.
  const isPlain = Buffer.byteLength(text) === text.length && !text.includes("\x7f");
  return `${isPlain ? text : visible(text)}\n`;
}
