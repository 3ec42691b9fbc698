import { eastAsianWidth } from "get-east-asian-width";

/** What stands on the character before it, or is not seen at all. */
const WITHOUT_WIDTH = /^[\p{Mn}\p{Me}\p{Cf}]$/u;

/** How many columns of a terminal a text takes: a Chinese character takes two, a combining mark none. */
export function widthOf(text: string): number {
  let width = 0;
  for (const character of text) {
    if (!WITHOUT_WIDTH.test(character)) width += eastAsianWidth(character.codePointAt(0) ?? 0);
  }
  return width;
}
