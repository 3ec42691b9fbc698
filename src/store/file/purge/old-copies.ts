import { endKeyOf, endedAt } from "../../../domain/ending.ts";
import { needsOf } from "../../../domain/ids-that-stay.ts";
import { type Labels, labelsOf } from "../../../domain/labels.ts";
import { archiveMonths, copyFiles, isGone, readCopy } from "../history.ts";
import type { Layout } from "../layout.ts";
import { goneEnds } from "../purge-mark.ts";
import { unlessUnreadable } from "../read-file.ts";

/** What a purge has to know of a copy in the archive. */
export interface KnownCopy {
  readonly path: string;
  readonly month: string;
  readonly agent_id: string;
  readonly task_id: string;
  readonly ended_at: string;
  /** What `endOf` gives for it. */
  readonly end: string;
  /** The tasks that it needs, if it is not completed. */
  readonly needs: readonly string[];
  readonly labels: Labels;
}

/** Every copy of the archive that can be read. What cannot be is left as it is. */
export function knownCopies(layout: Layout, onProgress: (done: number, total: number) => void): readonly KnownCopy[] {
  const gone = goneEnds(layout);
  const files = archiveMonths(layout).flatMap((month) => copyFiles(layout, month).map((path) => ({ path, month })));
  const copies = files.flatMap(({ path, month }, done): readonly KnownCopy[] => {
    onProgress(done, files.length);
    const task = unlessUnreadable(() => readCopy(path));
    const ended_at = task && endedAt(task);
    const end = task && endKeyOf(task);
    if (!task || ended_at === undefined || end === undefined || isGone(task, gone)) return [];
    const { id: task_id, agent_id } = task;
    return [{ path, month, agent_id, task_id, ended_at, end, needs: needsOf(task), labels: labelsOf(task) }];
  });
  onProgress(files.length, files.length);
  return copies;
}
