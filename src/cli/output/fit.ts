import { settled, widthOf } from "./width.ts";

/** What a colour is switched on and off with: it takes no column. */
// oxlint-disable-next-line no-control-regex
const COLOUR = /\u001b\[[\d;]*m/g;

/** Where a line may end: behind a space, behind a Chinese character or a mark that closes, before one that begins. */
const PIECES =
  /[^\s\p{Script=Han}\u3000-\u303f\uff00-\uffef]+\s*|[\p{Script=Han}\uff08\u300a\u300c\u201c][\u3001\u3002\uff01\uff09\uff0c\uff1a\uff1b\uff1f\u300b\u300d\u201d]*\s*|\s+|./gu;

/** A command that somebody may copy: the shell joins its lines again. */
const COMMAND = /^\s*(?:[^\s:\uff1a]+[:\uff1a] ?)?(?:[A-Z_]+=\S+ )?agent-tasks /;

const CONTINUED = " \\";

/** The text with every line of it broken so that it fits; what belongs to a line is indented below it. */
export function fit(text: string, width: number): string {
  if (width === Infinity) return text;
  return settled(text)
    .split("\n")
    .flatMap((line) =>
      widthOf(line.replace(COLOUR, "")) <= width ? line : brokenLine(line.replace(COLOUR, ""), width),
    )
    .join("\n");
}

/** A line that is too long loses its colours: they would not know where to end. */
function brokenLine(line: string, width: number): readonly string[] {
  const end = COMMAND.test(line) ? CONTINUED : "";
  const indent = " ".repeat(Math.min(indentOf(line), Math.floor(width / 2)));
  const lines: string[] = [];
  let current = "";
  for (const piece of line.match(PIECES) ?? []) {
    const fits = widthOf((current + piece).trimEnd()) + end.length <= width;
    if (fits) current += piece;
    else if (current.trim() === "") current = hardBreak(current + piece, { width, indent, lines });
    else {
      lines.push(current.trimEnd() + end);
      current = hardBreak(indent + piece.trimStart(), { width: width - end.length, indent, lines });
    }
  }
  return [...lines, current.trimEnd()];
}

interface Breaking {
  readonly width: number;
  readonly indent: string;
  readonly lines: string[];
}

/** What has no place to break is broken where the terminal ends. Returns what is left of it. */
function hardBreak(text: string, { width, indent, lines }: Breaking): string {
  let current = "";
  for (const character of text) {
    if (widthOf(current + character) > width && current.trim() !== "") {
      lines.push(current);
      current = indent;
    }
    current += character;
  }
  return current;
}

/** Where the text of a line begins: behind its own indent, behind the mark of a list, behind its first columns. */
function indentOf(line: string): number {
  const [before = ""] = /^\s*(?:- |\S+(?: \S+)*\s{2,})?/.exec(line) ?? [];
  return widthOf(before) + (COMMAND.test(line) ? 2 : 0);
}
