import { lstatSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { Located } from "../../domain/agent-list.ts";
import { endedAt, isEnd } from "../../domain/ending.ts";
import type { EventDraft } from "../../domain/event.ts";
import { isTask } from "../../domain/list-check.ts";
import type { Task } from "../../domain/task.ts";
import { monthOf } from "../../domain/timestamp.ts";
import type { Layout } from "./layout.ts";
import { encodeJson } from "./list-file.ts";
import { corrupt, isFolder, isUnreadable, parseJson, readFile } from "./read-file.ts";
import { accessing } from "./system-error.ts";
import { syncFolder, type Writer } from "./writer.ts";

/** Makes the folders that the archive copies of these events need: while a refusal is still possible. */
export function prepareArchive(layout: Layout, writer: Writer, events: readonly EventDraft[]): void {
  for (const event of events) {
    if (isEnd(event.new_status)) ensureMonth(layout, writer, monthOf(event.at));
  }
}

/** Writes the archive copy of a task that ended. The copy of another task with the same id is never overwritten. */
export function archiveTask(layout: Layout, writer: Writer, agentId: string, task: Task): void {
  const ended = endedAt(task);
  if (ended === undefined) return;
  const folder = ensureMonth(layout, writer, monthOf(ended));
  const path = archivePath(folder, agentId, task);
  writer.replaceFile(path, encodeJson(path, task), { sync: true });
  accessing(folder, () => syncFolder(folder));
}

/** Writes the archive copies that a list's finished tasks lack: the original tool did not always make them. */
export function archiveMissing(layout: Layout, writer: Writer, agentId: string, tasks: readonly Task[]): void {
  for (const task of tasks) {
    const copies = findArchived(layout, task.id);
    const isArchived = copies.some((copy) => isSameTask(copy.task, task) && endedAt(copy.task) === endedAt(task));
    if (!isArchived) archiveTask(layout, writer, agentId, task);
  }
}

/** Every archive copy of an id, newest month first: one, except where the original gave an id twice or archived it twice. */
export function findArchived(layout: Layout, id: string): readonly Located[] {
  return archiveMonths(layout).flatMap((month) => {
    const path = join(layout.month(month), `${id}.json`);
    const task = readArchived(path);
    return task ? [{ task, agent_id: task.agent_id, location: "history" as const }] : [];
  });
}

/** The ids that stand in the archive, by their file names. */
export function archivedIds(layout: Layout): readonly string[] {
  return archiveMonths(layout).flatMap((month) =>
    accessing(layout.month(month), () => readdirSync(layout.month(month))).map((name) => name.split(".", 1)[0] ?? ""),
  );
}

function ensureMonth(layout: Layout, writer: Writer, month: string): string {
  writer.ensureFolder(layout.history);
  writer.ensureFolder(layout.month(month));
  return layout.month(month);
}

function archiveMonths(layout: Layout): readonly string[] {
  return accessing(layout.history, () => {
    if (!isFolder(layout.history)) return [];
    const months = readdirSync(layout.history).filter((name) => /^\d{4}-\d{2}$/.test(name));
    return months
      .filter((month) => isFolder(layout.month(month)))
      .toSorted()
      .toReversed();
  });
}

function archivePath(folder: string, agentId: string, task: Task): string {
  const path = join(folder, `${task.id}.json`);
  if (!accessing(path, () => lstatSync(path, { throwIfNoEntry: false }))) return path;
  const archived = readUnlessUnreadable(path);
  return archived && isSameTask(archived, task) ? path : join(folder, `${task.id}.${agentId}.json`);
}

/** What lies in a copy's place and cannot be read is left as it is. */
function readUnlessUnreadable(path: string): Task | undefined {
  try {
    return readArchived(path);
  } catch (error) {
    if (isUnreadable(error)) return undefined;
    throw error;
  }
}

/** Whether two records with one id are of one task: the original tool gave some ids twice. */
function isSameTask(a: Task, b: Task): boolean {
  return a.agent_id === b.agent_id && a.assigned_at === b.assigned_at;
}

function readArchived(path: string): Task | undefined {
  const file = accessing(path, () => readFile(path));
  if (!file) return undefined;
  const value = parseJson(path, file.bytes);
  if (!isTask(value)) throw corrupt(path, "not_a_task");
  return value;
}
