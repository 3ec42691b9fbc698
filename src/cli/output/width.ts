import { eastAsianWidth } from "get-east-asian-width";
import { visible } from "../../app/messages/visible.ts";

const ELLIPSIS = "…";

/** Every character of it takes one column. */
const PLAIN = /^[\u0020-\u007e]*$/;

/** Marks, format characters, and the vowels and finals of Korean syllables stand in the column of the character before. */
const ZERO_WIDTH = /^[\p{Mn}\p{Me}\p{Cf}\u1160-\u11ff]$/u;

/** What joins emoji, colours their skin or chooses their look: each terminal takes other widths for what comes of it. */
const UNSETTLED =
  /[\ufe00-\ufe0f]|\u00ad|\ufeff|[\u{e0000}-\u{e007f}]|\p{Emoji_Modifier}|\u200d(?=\p{Extended_Pictographic})/gu;

/** No character, or one that is newer than we are: nobody knows its width. */
const UNKNOWN = /[\p{Cn}\p{Cs}]/gu;

/** More marks on one character than any language has. */
const PILED_UP = /(\p{M}{4})\p{M}+/gu;

/**
 * Text of others as a cell shows it: nothing in it steers the terminal, and all terminals agree on its width. Emoji that
 * are joined stand side by side.
 */
export function shown(text: string): string {
  return PLAIN.test(text) ? text : settled(visible(text));
}

/** A text of any lines, likewise, but for what steers the terminal. */
export function settled(text: string): string {
  return text.replace(UNSETTLED, "").replace(UNKNOWN, "\ufffd").replace(PILED_UP, "$1");
}

/** What a colour is switched on and off with: it takes no column. */
// oxlint-disable-next-line no-control-regex
const COLOUR = /\u001b\[[\d;]*m/g;

export function withoutColour(text: string): string {
  return text.replace(COLOUR, "");
}

/** How many columns of a terminal a text takes that is `shown`: a Chinese character takes two, a combining mark none. */
export function widthOf(text: string): number {
  if (PLAIN.test(text)) return text.length;
  let width = 0;
  for (const character of text) width += widthOfCharacter(character);
  return width;
}

/** The text cut to so many columns, with an ellipsis where something is missing; never in the middle of a character. */
export function cutTo(text: string, columns: number): string {
  if (text.length <= columns && PLAIN.test(text)) return text;
  let width = 0;
  let end = 0; // up to here it fits with an ellipsis behind it
  let position = 0;
  for (const character of text) {
    width += widthOfCharacter(character);
    position += character.length;
    if (width <= columns - 1) end = position;
    else if (width > columns) return columns < 1 ? "" : text.slice(0, end) + ELLIPSIS;
  }
  return text;
}

/** The text with spaces up to so many columns, behind it or, for numbers, before it. */
export function padded(text: string, columns: number, align: "left" | "right" = "left"): string {
  const spaces = " ".repeat(Math.max(0, columns - widthOf(text)));
  return align === "left" ? text + spaces : spaces + text;
}

function widthOfCharacter(character: string): number {
  return ZERO_WIDTH.test(character) ? 0 : eastAsianWidth(character.codePointAt(0) ?? 0);
}
