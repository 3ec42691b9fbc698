import { isRecord } from "../../../domain/scan.ts";
import type { IndexEntry } from "../index-file.ts";

/** What both this program's index and that of the original tool say of a queue: nothing of it has been checked. */
export type SaidEntry = Partial<Record<keyof IndexEntry, unknown>>;

/** The entries of an index, as they stand in its file; none if it is no index. */
export function entriesIn(index: unknown): readonly SaidEntry[] {
  if (!isRecord(index) || !Array.isArray(index["agents"])) return [];
  return index["agents"].filter(isRecord);
}
