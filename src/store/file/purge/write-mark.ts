import type { Retold } from "../../../domain/retold.ts";
import type { Layout } from "../layout.ts";
import { syncFolder } from "../new-file.ts";
import type { PurgeMark } from "../purge-mark.ts";
import { type GoneEnd, type LabelsOfEnd, encodePurge, goneByAgent, labelsBefore, toldBefore } from "../purged-state.ts";
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
  writer.replaceFile(layout.purged, encodePurge(mark, gone, earlier, labels), { sync: true });
}

/** Waits until the mark's name is on disk. */
export function syncMark(layout: Layout): void {
  accessing(layout.root, () => syncFolder(layout.root));
}

/** Notes that nothing is left to be removed; of the ends that are gone only those are named of which the journal tells again. */
export function markDone(layout: Layout, writer: Writer, mark: PurgeMark): void {
  const gone = [...goneByAgent(layout)].map(([agentId, ends]) => [agentId, ends.flatMap(asToldAgain)] as const);
  const { told: earlier } = toldBefore(layout);
  writeMark(layout, writer, { ...mark, is_done: true }, { gone: new Map(gone), earlier, labels: labelsBefore(layout) });
  syncMark(layout);
}

function asToldAgain({ task_id, ended_at, told_again }: GoneEnd): readonly GoneEnd[] {
  return told_again ? [{ task_id, ended_at, told_again }] : [];
}
