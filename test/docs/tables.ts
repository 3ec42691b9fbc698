import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** One key of a documented record. */
export interface Row {
  /** `agents[].agent_id` */
  readonly key: string;
  readonly type: string;
  readonly isAlways: boolean;
}

/** The tables of a page, cells as they stand, by the heading above them and the first cell of their head. */
export function tablesOf(page: string): ReadonlyMap<string, readonly (readonly string[])[]> {
  const text = readFileSync(fileURLToPath(new URL(`../../docs/${page}`, import.meta.url)), "utf8");
  const tables = new Map<string, string[][]>();
  let heading = "";
  let table: string[][] | undefined;
  for (const line of text.split("\n")) {
    if (line.startsWith("#")) heading = line.replace(/^#+ /, "");
    const cells = line.startsWith("|")
      ? line
          .slice(1, -1)
          .split("|")
          .map((cell) => cell.trim())
      : undefined;
    if (!cells) table = undefined;
    else if (table) table.push(cells);
    else tables.set(`${heading}: ${cells[0]}`, (table = []));
  }
  return new Map([...tables].map(([name, [, ...rows]]) => [name, rows]));
}

/** The keys of a documented record. */
export function rowsOf(tables: ReturnType<typeof tablesOf>, heading: string): readonly Row[] {
  const rows = tables.get(`${heading}: Key`) ?? [];
  return rows.map(([key = "", type = "", when = ""]) => ({
    key: key.replaceAll("`", ""),
    type,
    isAlways: /^always(?!, but)/.test(when),
  }));
}

/** What is wrong with a document, held against its rows. */
export function mismatches(rows: readonly Row[], task: readonly Row[], document: unknown, prefix = ""): string[] {
  if (typeof document !== "object" || document === null) return [`${prefix} is no object`];
  const fields = Object.entries(document);
  const unknown = fields.flatMap(([name, value]) => ofField(rows, task, `${prefix}${name}`, value));
  const ownRows = rows.filter(({ key }) => key.startsWith(prefix) && !/[.[]/.test(key.slice(prefix.length)));
  const missing = ownRows.filter(({ key, isAlways }) => isAlways && !Object.hasOwn(document, key.slice(prefix.length)));
  return [...unknown, ...missing.map(({ key }) => `${key} is missing`)];
}

function ofField(rows: readonly Row[], task: readonly Row[], key: string, value: unknown): string[] {
  const row = rows.find((candidate) => candidate.key === key);
  if (row) return ofType(row.type, task, key, value);
  if (Array.isArray(value) && rows.some((candidate) => candidate.key.startsWith(`${key}[].`))) {
    return value.flatMap((item) => mismatches(rows, task, item, `${key}[].`));
  }
  if (rows.some((candidate) => candidate.key.startsWith(`${key}.`))) return mismatches(rows, task, value, `${key}.`);
  return [`${key} is not documented`];
}

const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{3})?([+-]\d{2}:\d{2}|Z)$/;

function ofType(type: string, task: readonly Row[], key: string, value: unknown): string[] {
  if (type.includes(" or ")) {
    const tries = type.split(" or ").map((each) => ofType(each, task, key, value));
    return tries.some((found) => found.length === 0) ? [] : tries.flat();
  }
  if (type.startsWith("list of ")) {
    const item = type.slice("list of ".length).replace(/^tasks$/, "task");
    return Array.isArray(value) ? value.flatMap((each) => ofType(item, task, key, each)) : [`${key} is no list`];
  }
  if (type === "task") return mismatches(task, [], value).map((problem) => `${key}: ${problem}`);
  const checks: Record<string, boolean> = {
    text: typeof value === "string",
    time: typeof value === "string" && TIME.test(value),
    count: Number.isInteger(value) && Number(value) >= 0,
    number: typeof value === "number",
    "yes/no": typeof value === "boolean",
    object: typeof value === "object" && value !== null,
    null: value === null,
  };
  if (!Object.hasOwn(checks, type)) return [`${key} has the unknown type ${type}`];
  return checks[type] ? [] : [`${key} is ${JSON.stringify(value)}, and no ${type}`];
}

/** The keys that a document has, as rows name them. */
export function keysOf(rows: readonly Row[], document: unknown, prefix = ""): string[] {
  if (Array.isArray(document)) return document.flatMap((item) => keysOf(rows, item, `${prefix.slice(0, -1)}[].`));
  if (typeof document !== "object" || document === null) return [];
  return Object.entries(document).flatMap(([name, value]) => {
    const key = `${prefix}${name}`;
    return rows.some((row) => row.key === key) ? [key] : keysOf(rows, value, `${key}.`);
  });
}
