import { readdirSync } from "node:fs";
import { join } from "node:path";
import { isRecord } from "../../domain/scan.ts";
import { type KeptKey, type KeyOf, isSameKey, keyName } from "../../domain/kept-key.ts";
import type { Layout } from "./layout.ts";
import { corrupt, isFolder, parseJson, readFile } from "./read-file.ts";
import { accessing } from "./system-error.ts";

/** Which task has a key for ever: one small file a key, so that it is found in the same time however many there are. */
export function readKey(layout: Layout, wanted: KeyOf): KeptKey | undefined {
  if (!accessing(layout.keys, () => isFolder(layout.keys))) return undefined; // as a rule nobody has such keys
  const path = keyPath(layout, wanted);
  const value = readRecord(path);
  if (value && !isSameKey(value, wanted)) throw corrupt(path, "not_a_key");
  return value;
}

/** Keys are any text: the file's name is made of a hash. */
export function keyPath(layout: Layout, wanted: KeyOf): string {
  // Loading it would cost those that have no such key a tenth of the start of Node.
  const { createHash } = process.getBuiltinModule("node:crypto");
  const hash = createHash("sha256").update(keyName(wanted)).digest("hex");
  return join(layout.keys, hash.slice(0, 2), `${hash.slice(2)}.json`);
}

/** Every key that a task has for ever, in no order that says anything. */
export function allKeys(layout: Layout): readonly KeptKey[] {
  return accessing(layout.keys, () => {
    if (!isFolder(layout.keys)) return [];
    const folders = readdirSync(layout.keys).map((name) => join(layout.keys, name));
    const paths = folders.filter(isFolder).flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)));
    return paths.filter((path) => path.endsWith(".json")).flatMap((path) => readRecord(path) ?? []);
  });
}

function readRecord(path: string): KeptKey | undefined {
  const file = accessing(path, () => readFile(path));
  if (!file) return undefined;
  const value = parseJson(path, file.bytes);
  if (!isKeptKey(value)) throw corrupt(path, "not_a_key");
  return value;
}

function isKeptKey(value: unknown): value is KeptKey {
  return isRecord(value) && ["agent_id", "key", "task_id"].every((field) => typeof value[field] === "string");
}
