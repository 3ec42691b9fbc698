import { visible } from "./visible.ts";

/** Text of others, with what could disturb a terminal or a line of text escaped. */
export function quoted(text = ""): string {
  return visible(JSON.stringify(text));
}
