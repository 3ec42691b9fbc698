import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative } from "node:path";

/** Every file below a folder with its bytes: to see that nothing has touched any. */
export function filesIn(folder: string): Record<string, string> {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" }).map((name) => join(folder, name));
  const files = names.filter((path) => statSync(path).isFile());
  return Object.fromEntries(files.map((path) => [relative(folder, path), readFileSync(path, "latin1")]));
}

/** The JSON of a file below a folder. */
export function jsonIn(folder: string, name: string): Record<string, unknown> {
  return JSON.parse(readFileSync(join(folder, name), "utf8")) as Record<string, unknown>;
}

/** The lines of a root's journal, the first first. */
export function journalOf(root: string): readonly Record<string, unknown>[] {
  const months = readdirSync(join(root, "events")).toSorted();
  const lines = months.flatMap((name) =>
    readFileSync(join(root, "events", name), "utf8")
      .trim()
      .split("\n"),
  );
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
}
