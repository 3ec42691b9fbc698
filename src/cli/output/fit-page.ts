import { widthOf } from "./width.ts";
import { joined, wrapped } from "./wrap.ts";

/** Longer lines are hard to read. */
const LINE_WIDTH = 100;

/** Less than that beside a heading is hard to read: the text then stands below it. */
const LEAST_BESIDE = 24;

/** A line with columns, the last of which is text; an item of a list; a line of a paragraph. Each with what comes first. */
const ROW = /^( {2,}\S+(?: \S+)* {2,}(?:\S+(?: \S+)* {2,})*)(\S.*)$/u;
const ITEM = /^(- |\d+\. )(.*)$/u;

/** A command to be copied, and no more than that on its line. */
const COMMAND_AT_END = /agent-tasks [\w <>-]+$/;

interface Block {
  readonly kind: "row" | "item" | "paragraph" | "blank";
  readonly head: string;
  /** Each has a line of its own at least. */
  readonly texts: readonly string[];
}

/** A page of help in a terminal of so many columns: as it is written if it fits, else wrapped anew. */
export function fitPage(page: string, columns: number | undefined): string {
  const lines = page.split("\n");
  if (columns === undefined || lines.every((line) => widthOf(line) <= columns)) return page;
  const width = Math.min(columns, LINE_WIDTH);
  const blocks = blocksOf(lines);
  return blocks.flatMap((block, position) => linesOf(block, width, rowsAround(blocks, position))).join("\n");
}

/** The parts of a page, by what they look like. */
export function blocksOf(lines: readonly string[]): readonly Block[] {
  const blocks: Block[] = [];
  for (const line of lines) {
    const last = blocks.at(-1);
    const more = last && continued(last, line);
    if (more) blocks[blocks.length - 1] = more;
    else blocks.push(blockOf(line));
  }
  return blocks;
}

function blockOf(line: string): Block {
  if (line === "") return { kind: "blank", head: "", texts: [""] };
  const [, head, text] = ROW.exec(line) ?? [];
  if (head !== undefined && text !== undefined) return { kind: "row", head, texts: [text] };
  const [, marker, item] = ITEM.exec(line) ?? [];
  if (marker !== undefined && item !== undefined) return { kind: "item", head: marker, texts: [item] };
  return { kind: "paragraph", head: "", texts: [line] };
}

/** The block with a line that goes on with it: one that begins where its text does. */
function continued(block: Block, line: string): Block | undefined {
  const indent = " ".repeat(widthOf(block.head));
  const text = line.slice(indent.length);
  if (block.kind === "blank" || !line.startsWith(indent) || !/^\S/.test(text)) return undefined;
  if (block.kind === "paragraph" && blockOf(line).kind !== "paragraph") return undefined;
  const before = block.texts.at(-1) ?? "";
  const isOwnLine = block.kind === "row" || COMMAND_AT_END.test(before) || (text.startsWith("`") && isEnd(before));
  return { ...block, texts: isOwnLine ? [...block.texts, text] : [...block.texts.slice(0, -1), joined(before, text)] };
}

/** Whether code that comes next is to begin a line of its own. */
function isEnd(line: string): boolean {
  return ".:`。：".includes(line.at(-1) ?? "");
}

/** The rows of the table in which a block stands. */
function rowsAround(blocks: readonly Block[], position: number): readonly Block[] {
  const isOther = ({ kind }: Block) => kind !== "row";
  const end = blocks.findIndex((block, each) => each > position && isOther(block));
  const start = blocks.findLastIndex((block, each) => each < position && isOther(block));
  return blocks.slice(start + 1, end === -1 ? undefined : end);
}

function linesOf({ kind, head, texts }: Block, width: number, table: readonly Block[]): readonly string[] {
  if (kind === "row" && table.some((row) => isTooNarrow(row, width))) {
    const below = texts.flatMap((text) => wrapped(text, width - 6));
    return [...indented("  ", "      ", wrapped(head.trim(), width - 6)), ...indented("      ", "      ", below)];
  }
  const indent = " ".repeat(widthOf(head));
  return indented(
    head,
    indent,
    texts.flatMap((text) => wrapped(text, width - indent.length)),
  );
}

function isTooNarrow({ head, texts }: Block, width: number): boolean {
  const room = width - widthOf(head);
  return room < LEAST_BESIDE && texts.some((text) => widthOf(text) > room);
}

function indented(first: string, others: string, lines: readonly string[]): readonly string[] {
  return lines.map((line, position) => (position === 0 ? first : others) + line);
}
