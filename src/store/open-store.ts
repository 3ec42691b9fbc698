import type { FileCareOptions } from "./file/doctor/care.ts";
import { type FileStoreOptions, fileStore } from "./file/store.ts";
import type { StoreCare } from "./store-care.ts";
import type { TaskStore } from "./store.ts";

/** Opens the store of a location: a folder. */
export function openStore(location: string, options?: FileStoreOptions): TaskStore {
  return fileStore(location, options);
}

/** Makes a location at which nothing is yet, and returns it. @throws INVALID_PARAMS if something is there */
export async function makeEmptyLocation(location?: string): Promise<string> {
  return (await import("./file/empty-root.ts")).makeEmptyFolder(location);
}

/** Opens what looks after the store of a location. */
export async function openCare(location: string, options: FileCareOptions): Promise<StoreCare> {
  return (await import("./file/doctor/care.ts")).fileCare(location, options);
}
