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
  const file = accessing(path, () => readFile(path));
  if (!file) return undefined;
  const value = parseJson(path, file.bytes);
  if (!isKeptKey(value) || !isSameKey(value, wanted)) throw corrupt(path, "not_a_key");
  return value;
}

/** Keys are any text: the file's name is made of a hash. */
export function keyPath(layout: Layout, wanted: KeyOf): string {
  // Loading it would cost those that have no such key a tenth of the start of Node.
  const { createHash } = process.getBuiltinModule("node:crypto");
  const hash = createHash("sha256").update(keyName(wanted)).digest("hex");
  return join(layout.keys, hash.slice(0, 2), `${hash.slice(2)}.json`);
}

export function isKeptKey(value: unknown): value is KeptKey {
  return isRecord(value) && ["agent_id", "key", "task_id"].every((field) => typeof value[field] === "string");
}
