import { endedAt } from "../../domain/ending.ts";
import { newestFirst } from "../../domain/filter.ts";
import { groupBy } from "../../domain/group-by.ts";
import { isSameTask } from "../../domain/same-task.ts";
import type { Task } from "../../domain/task.ts";
import { monthOf } from "../../domain/timestamp.ts";
import { archiveTask, copyPathFor, ensureMonth } from "./archive.ts";
import { archiveMonths, copiesOfMonth, findCopies, firstPath } from "./history.ts";
import type { Layout } from "./layout.ts";
import { encodeJson } from "./list-file.ts";
import type { HeldLock } from "./lock.ts";
import { syncFolder } from "./new-file.ts";
import { placeFiles } from "./place-files.ts";
import { accessing } from "./system-error.ts";
import type { Writer } from "./writer.ts";

/** As many files are written before the disk is waited for. */
const BATCH = 500;

/** Every copy of the archive that can be read, the last that ended first; and what is wrong with the others. */
export function allCopies(layout: Layout, onProgress: () => void): { tasks: readonly Task[]; unreadable: unknown[] } {
  const unreadable: unknown[] = [];
  const copies = archiveMonths(layout).flatMap((month) => {
    onProgress();
    return copiesOfMonth(layout, month, (error) => unreadable.push(error));
  });
  return { tasks: newestFirst(copies, endedAt), unreadable };
}

/** A finished task, and the agent whose list it stood in. */
export interface EndedTask {
  readonly agentId: string;
  readonly task: Task;
}

export interface BulkOptions {
  readonly writer: Writer;
  readonly lock: HeldLock;
  /** All copies, if they have been read; else they are looked for one by one. */
  readonly copies: readonly Task[] | undefined;
  readonly onProgress: ((done: number, total: number) => void) | undefined;
}

/** Writes the archive copies that finished tasks lack, and waits until all are on disk. */
export async function archiveMissing(
  layout: Layout,
  ended: readonly EndedTask[],
  { writer, lock, copies, onProgress }: BulkOptions,
): Promise<void> {
  const twins = groupBy(ended, ({ task }) => task.id);
  const known = copies && groupBy(copies, ({ id }) => id);
  const months = new Set<string>();
  for (let done = 0; done < ended.length; done += BATCH) {
    onProgress?.(done, ended.length);
    lock.touch();
    const missing = ended.slice(done, done + BATCH).filter(({ task }) => !isArchived(task));
    for (const { task } of missing) months.add(ensureMonth(layout, writer, monthOf(endedAt(task) ?? "")));
    // Tasks with one id need a name each, which depends on the names that are taken.
    for (const { agentId, task } of missing.filter(isDoubled)) archiveTask(layout, writer, agentId, task);
    const files = missing
      .filter((item) => !isDoubled(item))
      .map(({ agentId, task }) => {
        const folder = layout.month(monthOf(endedAt(task) ?? ""));
        const isFree = known && !known.has(task.id);
        const path = isFree ? firstPath(folder, task.id) : copyPathFor(folder, agentId, task);
        return { path, content: encodeJson(path, task) };
      });
    // oxlint-disable-next-line no-await-in-loop -- one batch after another: the lock is touched in between
    await placeFiles(layout, lock, files);
  }
  for (const folder of months) accessing(folder, () => syncFolder(folder));
  if (ended.length > 0) onProgress?.(ended.length, ended.length);

  function isDoubled({ task }: EndedTask): boolean {
    return (twins.get(task.id)?.length ?? 0) > 1;
  }

  function isArchived(task: Task): boolean {
    const found = known ? known.get(task.id) : findCopies(layout, task.id, [task.agent_id]);
    return (found ?? []).some((copy) => isSameTask(copy, task) && endedAt(copy) === endedAt(task));
  }
}
