import { endedAt, isEnd } from "../../domain/ending.ts";
import type { EventDraft } from "../../domain/event.ts";
import { isSameTask } from "../../domain/same-task.ts";
import type { Task } from "../../domain/task.ts";
import { momentOf, monthOf } from "../../domain/timestamp.ts";
import { copyPaths, archiveMonths, firstPath, otherPaths, readCopy } from "./history.ts";
import { agentFolders } from "./agent-folders.ts";
import type { Layout } from "./layout.ts";
import { encodeJson } from "./list-file.ts";
import { fileVersion, unlessUnreadable } from "./read-file.ts";
import { removeUnlessGone } from "./remove-file.ts";
import { restoreAside, type Writer } from "./writer.ts";

/** Makes the folders that the archive copies of these events need: while a refusal is still possible. */
export function prepareArchive(layout: Layout, writer: Writer, events: readonly EventDraft[]): void {
  for (const event of events) {
    if (isEnd(event.new_status)) ensureMonth(layout, writer, monthOf(event.at));
  }
}

/**
 * Writes the archive copy of a task that ended. The copy of another task with the same id is never overwritten. Returns the
 * folder in which it lies: that its name is on disk is the caller's to see to, once for all copies that he writes.
 */
export function archiveTask(layout: Layout, writer: Writer, agentId: string, task: Task): string | undefined {
  const ended = endedAt(task);
  if (ended === undefined) return undefined;
  const folder = ensureMonth(layout, writer, monthOf(ended));
  const path = copyPathFor(folder, agentId, task);
  writer.replaceFile(path, encodeJson(path, task), { sync: true });
  return folder;
}

/** Where the copy of a task belongs: at the first name that is free, or its own. What cannot be read there is left as it is. */
export function copyPathFor(folder: string, agentId: string, task: Task): string {
  const { taken, free } = otherPaths(folder, task.id, agentId);
  const [first, ...others] = [firstPath(folder, task.id), ...taken, free];
  return [first, ...others].find((path) => isFreeFor(path, task)) ?? free;
}

export function ensureMonth(layout: Layout, writer: Writer, month: string): string {
  writer.ensureFolder(layout.history);
  writer.ensureFolder(layout.month(month));
  return layout.month(month);
}

/** Removes the copies of the ends of a task that is open again. What the original left of earlier attempts stays. */
export function removeCopies(
  layout: Layout,
  writer: Writer,
  agentId: string,
  { id, ends }: { readonly id: string; readonly ends: readonly string[] },
): void {
  const agents = agentFolders(layout);
  const moments = new Set(ends.map(momentOf));
  for (const month of archiveMonths(layout)) {
    const folder = layout.month(month);
    for (const path of copyPaths(folder, id, agents).toReversed()) {
      const copy = readUnlessUnreadable(path);
      if (copy?.agent_id !== agentId || !moments.has(momentOf(endedAt(copy) ?? ""))) continue;
      const isFirst = path === firstPath(folder, id);
      const chain = isFirst ? copyPaths(folder, id, agents) : otherPaths(folder, id, agentId).taken;
      removeCopy(layout, writer, path, copy, chain.at(-1) ?? path);
    }
  }
}

/**
 * Decides about a copy that was taken aside (see `takeAside`), now or by a remover that died: gone for good if it is the
 * one that was meant, else back in its place.
 */
export function settleRemoved(layout: Layout, path: string): void {
  const note = /^undo-(\d+)-/.exec(path.slice(layout.temporary.length + 1))?.[1];
  const copy = readUnlessUnreadable(path);
  const ended = copy && endedAt(copy);
  if (!copy || ended === undefined || noteOf(copy) === note) return removeUnlessGone(path);
  restoreAside(path, copyPathFor(layout.month(monthOf(ended)), copy.agent_id, copy));
}

/** A name is looked for only where those before it are taken: so the last one's copy moves into the gap. */
function removeCopy(layout: Layout, writer: Writer, path: string, copy: Task, last: string): void {
  const other = last === path ? undefined : readCopy(last);
  if (!other) return removeOne(layout, writer, path, copy);
  writer.replaceFile(path, encodeJson(path, other), { sync: true });
  removeOne(layout, writer, last, other);
}

function removeOne(layout: Layout, writer: Writer, path: string, copy: Task): void {
  const aside = writer.takeAside(path, noteOf(copy), { sync: true });
  if (aside !== undefined) settleRemoved(layout, aside);
}

/** What tells the copy that is to be removed from one that took its place: when it ended. */
function noteOf(copy: Task): string {
  return String(momentOf(endedAt(copy) ?? ""));
}

function isFreeFor(path: string, task: Task): boolean {
  if (!fileVersion(path)) return true; // as a rule nothing is there, and an error costs more than a look
  let isReadable = true;
  const copy = unlessUnreadable(
    () => readCopy(path),
    () => (isReadable = false),
  );
  return isReadable && (!copy || isSameTask(copy, task));
}

function readUnlessUnreadable(path: string): Task | undefined {
  return unlessUnreadable(() => readCopy(path));
}
