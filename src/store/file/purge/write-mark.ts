import { textOfPurge } from "../../../domain/purge-record.ts";
import type { Retold } from "../../../domain/retold.ts";
import type { Layout } from "../layout.ts";
import { syncFolder } from "../new-file.ts";
import type { PurgeMark } from "../purge-mark.ts";
import { type GoneEnd, type LabelsOfEnd, doneRecords, purgeRecords } from "../purged-state.ts";
import { accessing } from "../system-error.ts";
import type { Writer } from "../writer.ts";

/** What a mark stands for. */
export interface Marked {
  readonly gone: ReadonlyMap<string, readonly GoneEnd[]>;
  readonly earlier: ReadonlyMap<string, Retold>;
  readonly labels: LabelsOfEnd;
}

/** Writes the mark of a purge: from here on it has happened. @throws Superseded, and nothing was written */
export function writeMark(
  layout: Layout,
  writer: Writer,
  mark: Omit<PurgeMark, "named">,
  { gone, earlier, labels }: Marked,
): void {
  writer.replaceFile(layout.purged, textOfPurge(purgeRecords(mark, gone, earlier, labels)), { sync: true });
}

/** Waits until the mark's name is on disk. */
export function syncMark(layout: Layout): void {
  accessing(layout.root, () => syncFolder(layout.root));
}

/** Notes that nothing is left to be removed. */
export function markDone(layout: Layout, writer: Writer, mark: PurgeMark): void {
  writer.replaceFile(layout.purged, textOfPurge(doneRecords(layout, mark)), { sync: true });
  syncMark(layout);
}
