import { projectFile } from "../helpers/project.ts";

/** One key of a documented record. */
export interface Row {
  /** `agents[].agent_id` */
  readonly key: string;
}

/** The tables of a page, cells as they stand, by the heading above them and the first cell of their head. */
export function tablesOf(page: string): ReadonlyMap<string, readonly (readonly string[])[]> {
  const text = projectFile(`docs/${page}`);
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
  return rows.map(([key = ""]) => ({ key: key.replaceAll("`", "") }));
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
