import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { KeptKey } from "../../domain/kept-key.ts";
import { isKeptKey } from "./key-files.ts";
import type { Layout } from "./layout.ts";
import { corrupt, isFolder, parseJson, readFile } from "./read-file.ts";
import { accessing } from "./system-error.ts";

/** Every key that a task has for ever, in an order that says nothing. @throws STORE_CORRUPT */
export function allKeys(layout: Layout): readonly KeptKey[] {
  return accessing(layout.keys, () => {
    if (!isFolder(layout.keys)) return [];
    const folders = readdirSync(layout.keys).map((name) => join(layout.keys, name));
    const paths = folders.filter(isFolder).flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)));
    return paths.filter((path) => path.endsWith(".json")).flatMap((path) => recordIn(path));
  });
}

function recordIn(path: string): readonly KeptKey[] {
  const file = accessing(path, () => readFile(path));
  if (!file) return [];
  const value = parseJson(path, file.bytes);
  if (!isKeptKey(value)) throw corrupt(path, "not_a_key");
  return [value];
}
