import { visible } from "../../app/messages/visible.ts";

/** A document on a line of its own. What could steer a terminal stands in it as an escape, which JSON reads as the same. */
export function jsonLine(document: object): string {
  return `${visible(JSON.stringify(document))}\n`;
}
