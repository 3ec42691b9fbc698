import { lstatSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { isFolderName } from "../../domain/agent-id.ts";
import type { Located } from "../../domain/agent-list.ts";
import { endKeyOf, endedAt } from "../../domain/ending.ts";
import { newestFirst } from "../../domain/filter.ts";
import { isTask } from "../../domain/list-check.ts";
import type { Task } from "../../domain/task.ts";
import type { Layout } from "./layout.ts";
import { goneEnds, nameOfEnd } from "./purge-mark.ts";
import { corrupt, isFolder, parseJson, readFile, unlessUnreadable } from "./read-file.ts";
import { accessing } from "./system-error.ts";

/**
 * Every archive copy of an id that can be read, the last that ended first: one, except where the original gave an id
 * twice or archived it twice. `onUnreadable` is told of the others.
 */
export function findCopies(
  layout: Layout,
  id: string,
  agents: readonly string[],
  onUnreadable?: (error: unknown) => void,
): readonly Task[] {
  const paths = archiveMonths(layout).flatMap((month) => copyPaths(layout.month(month), id, agents));
  return newestFirst(readCopies(layout, paths, onUnreadable), endedAt);
}

/** Every copy in a month's folder: for months of which the journal does not tell. */
export function copiesOfMonth(layout: Layout, month: string, onUnreadable: (error: unknown) => void): readonly Task[] {
  return readCopies(layout, copyFiles(layout, month), onUnreadable);
}

/** The files in a month's folder that should be copies. */
export function copyFiles(layout: Layout, month: string): readonly string[] {
  return namesOfMonth(layout, month).map((name) => join(layout.month(month), name));
}

function readCopies(
  layout: Layout,
  paths: readonly string[],
  onUnreadable?: (error: unknown) => void,
): readonly Task[] {
  const copies = paths.flatMap((path) => unlessUnreadable(() => readCopy(path), onUnreadable) ?? []);
  if (copies.length === 0) return copies;
  const gone = goneEnds(layout);
  return gone.size === 0 ? copies : copies.filter((copy) => !isGone(copy, gone));
}

/** Whether a copy is one that a purge took away, and has not removed yet. */
export function isGone(copy: Task, gone: ReadonlySet<unknown>): boolean {
  const end = endKeyOf(copy);
  return end !== undefined && gone.has(nameOfEnd(copy.agent_id, end));
}

/** For those to whom a copy that cannot be read is an answer that cannot be given. */
export function refuse(error: unknown): never {
  throw error;
}

/** Where the copies of an id stand in a folder: those of other tasks with that id beside the first. */
export function copyPaths(folder: string, id: string, agents: readonly string[]): readonly string[] {
  const first = firstPath(folder, id);
  if (!exists(first)) return []; // where there is no first there are no others: see removeCopies
  return [first, ...agents.flatMap((agentId) => otherPaths(folder, id, agentId).taken)];
}

/** The names for the copies of further tasks with one id, agent by agent: those that are taken, and the next free one. */
export function otherPaths(
  folder: string,
  id: string,
  agentId: string,
): { readonly taken: readonly string[]; readonly free: string } {
  const taken: string[] = [];
  for (let number = 1; ; number += 1) {
    const path = join(folder, `${id}.${agentId}${number === 1 ? "" : `.${number}`}.json`);
    if (!exists(path)) return { taken, free: path };
    taken.push(path);
  }
}

export function firstPath(folder: string, id: string): string {
  return join(folder, `${id}.json`);
}

/** The months that have an archive folder, the newest first. */
export function archiveMonths(layout: Layout): readonly string[] {
  return accessing(layout.history, () => {
    if (!isFolder(layout.history)) return [];
    const months = readdirSync(layout.history).filter((name) => /^\d{4}-\d{2}$/.test(name));
    return months
      .filter((month) => isFolder(layout.month(month)))
      .toSorted()
      .toReversed();
  });
}

/** The ids that stand in the archive, by their file names. */
export function archivedIds(layout: Layout): readonly string[] {
  return archiveMonths(layout).flatMap((month) =>
    namesOfMonth(layout, month).map((name) => name.split(".", 1)[0] ?? ""),
  );
}

/** A copy as a place of its task. */
export function locationOf(task: Task): Located {
  return { task, agent_id: task.agent_id, location: "history" };
}

/** @throws STORE_CORRUPT if it is no task */
export function readCopy(path: string): Task | undefined {
  const file = accessing(path, () => readFile(path));
  if (!file) return undefined;
  const value = parseJson(path, file.bytes);
  if (!isTask(value) || !isFolderName(value.agent_id)) throw corrupt(path, "not_a_task");
  return value;
}

function namesOfMonth(layout: Layout, month: string): readonly string[] {
  const folder = layout.month(month);
  return accessing(folder, () => readdirSync(folder)).filter((name) => name.endsWith(".json"));
}

function exists(path: string): boolean {
  return accessing(path, () => lstatSync(path, { throwIfNoEntry: false })) !== undefined;
}
