import { type FileStoreOptions, fileStore } from "./file/store.ts";
import type { TaskStore } from "./store.ts";

/** Opens the store of a location: a folder. */
export function openStore(location: string, options?: FileStoreOptions): TaskStore {
  return fileStore(location, options);
}
