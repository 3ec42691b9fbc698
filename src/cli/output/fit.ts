import { settled, widthOf, withoutColour } from "./width.ts";
import { wrapped, wrappedCommand } from "./wrap.ts";

/** What stands before the text of a line: its own indent, the mark of a list, its first columns. */
const LEAD = /^\s*(?:- |\S+(?: \S+)*\s{2,})?/;

/** A command that somebody may copy, with what may stand before it. */
const COMMAND = /^(\s*(?:[^\s:\uff1a]+[:\uff1a] ?)?)(agent-tasks .*)$/;

/** The text with every line of it broken so that it fits; what belongs to a line is indented below it. */
export function fit(text: string, width: number): string {
  if (width === Infinity) return text;
  return settled(text)
    .split("\n")
    .flatMap((line) => {
      // A line that is too long loses its colours: they would not know where to end.
      const plain = withoutColour(line);
      return widthOf(plain) <= width ? line : brokenLine(plain, width);
    })
    .join("\n");
}

function brokenLine(line: string, width: number): readonly string[] {
  const [, before = "", command] = COMMAND.exec(line) ?? [];
  const lines = command === undefined ? [line] : wrappedCommand(command, width, before);
  return lines.flatMap((each) => (widthOf(each) <= width ? each : brokenText(each, width)));
}

function brokenText(line: string, width: number): readonly string[] {
  const [lead = ""] = LEAD.exec(line) ?? [];
  const [spaces = ""] = /^\s*/.exec(line) ?? [];
  const hasRoom = widthOf(lead) <= width / 2; // columns that leave the text none are text themselves
  const head = hasRoom ? lead : spaces.slice(0, Math.floor(width / 2));
  const text = line.slice((hasRoom ? lead : spaces).length);
  const indent = " ".repeat(widthOf(head));
  return wrapped(text, width - indent.length).map((part, position) => (position === 0 ? head : indent) + part);
}
