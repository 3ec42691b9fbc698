import { widthOf } from "./width.ts";

/** Punctuation that stands with what comes before it, and with what comes after. */
const CLOSING = "，。、：；？！）》」』”】…";
const OPENING = "（《「『“【";

/**
 * A piece of text that is not broken: a word, code between backticks, or one Chinese character, each with its
 * punctuation. The space before it comes first.
 */
const PIECE = new RegExp(
  `(\\s*)([${OPENING}]*(?:\\p{Script=Han}|(?:\`[^\`]*\`|[^\\s\\p{Script=Han}${OPENING}${CLOSING}])+|)[${CLOSING}]*)`,
  "gu",
);

/** A text in lines of at most so many columns. A word that is wider than that by itself is broken where the line ends. */
export function wrapped(text: string, columns: number): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const [, gap, piece] of piecesOf(text, columns)) {
    if (line !== "" && widthOf(line + gap + piece) <= columns) line += gap + piece;
    else {
      if (line !== "") lines.push(line);
      const parts = inParts(piece, columns);
      lines.push(...parts.slice(0, -1));
      line = parts.at(-1) ?? "";
    }
  }
  return [...lines, line];
}

/** A word in parts of at most so many columns: no character is broken, and there is one at least in each. */
function inParts(word: string, columns: number): readonly string[] {
  if (widthOf(word) <= columns) return [word];
  const parts: string[] = [];
  let part = "";
  for (const character of word) {
    if (part !== "" && widthOf(part + character) > columns) {
      parts.push(part);
      part = "";
    }
    part += character;
  }
  return [...parts, part];
}

type Piece = readonly [whole: string, gap: string, piece: string];

/** Code that fits no line is broken where it has spaces. */
function piecesOf(text: string, columns: number): readonly Piece[] {
  return [...text.matchAll(PIECE)].flatMap(([whole, gap = "", piece = ""]): readonly Piece[] => {
    if (whole === "") return [];
    if (widthOf(piece) <= columns || !piece.includes(" ")) return [[whole, gap, piece]];
    return piece.split(" ").map((word, position) => [word, position === 0 ? gap : " ", word]);
  });
}

const WIDE_AT_END = new RegExp(`[${CLOSING}]$`, "u");
const WIDE_AT_START = new RegExp(`^[${OPENING}${CLOSING}]`, "u");
const HAN_AT_END = /\p{Script=Han}$/u;
const HAN_AT_START = /^\p{Script=Han}/u;

/** Two lines of a paragraph as one: Chinese text has no space between its sentences. */
export function joined(before: string, after: string): string {
  const isTight =
    WIDE_AT_END.test(before) || WIDE_AT_START.test(after) || (HAN_AT_END.test(before) && HAN_AT_START.test(after));
  return `${before}${isTight ? "" : " "}${after}`;
}

/** What a shell takes as one: an option with its value, or a word. */
const ARGUMENT = /(?:"[^"]*"|'[^']*'|[^\s"'])+/g;

/** A command line in lines of at most so many columns, which a shell still takes as one. `lead` stands before it. */
export function wrappedCommand(command: string, columns: number, lead = "  "): readonly string[] {
  const [first = "", ...others] = argumentsOf(command);
  const lines: string[] = [];
  let line = `${lead}${first}`;
  for (const [position, argument] of others.entries()) {
    const room = columns - (position === others.length - 1 ? 0 : 2);
    if (widthOf(line) + 1 + widthOf(argument) <= room) line += ` ${argument}`;
    else {
      lines.push(`${line} \\`);
      line = `      ${argument}`;
    }
  }
  return [...lines, line];
}

function argumentsOf(command: string): readonly string[] {
  const [program = "", ...words] = command.match(ARGUMENT) ?? [];
  const grouped: string[] = [];
  for (const word of words) {
    const before = grouped.at(-1);
    const isValue = before?.startsWith("--") && !before.includes(" ") && !word.startsWith("--");
    if (before !== undefined && isValue) grouped[grouped.length - 1] = `${before} ${word}`;
    else grouped.push(word);
  }
  const [name, ...others] = grouped;
  return [name === undefined ? program : `${program} ${name}`, ...others];
}
