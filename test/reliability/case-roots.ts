import type { NewTask } from "../../src/domain/new-tasks.ts";
import type { Terms } from "../../src/domain/terms.ts";
import { type FileStoreOptions, fileStore } from "../../src/store/file/store.ts";
import type { TaskStore } from "../../src/store/store.ts";
import { add, complete, start } from "../helpers/changes.ts";

export const HOUR_MS = 3_600_000;

/** A root that has something in every place; the second task is as the case wants it. */
export async function everyday(
  root: string,
  second: Partial<NewTask> = {},
  options: FileStoreOptions = {},
): Promise<TaskStore> {
  const store = fileStore(root, options);
  await add(store, "coder");
  await add(store, "coder", second);
  await add(store, "other");
  await start(store, "coder");
  await complete(store, "coder");
  return store;
}

/** The second task is running, on such terms. */
export async function working(
  root: string,
  terms: Terms,
  { key, ...options }: FileStoreOptions & Pick<NewTask, "key"> = {},
): Promise<TaskStore> {
  const store = await everyday(root, { ...(key !== undefined && { key }), terms }, options);
  await start(store, "coder");
  return store;
}

/** The second task is running. */
export async function running(root: string): Promise<TaskStore> {
  const store = await everyday(root);
  await start(store, "coder");
  return store;
}

export function anHourAgo(): Date {
  return new Date(Date.now() - HOUR_MS);
}
