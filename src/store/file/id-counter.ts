import type { AgentList } from "../../domain/agent-list.ts";
import { numberIn } from "../../domain/scan.ts";
import { finishedTasks, openTasks } from "../../domain/find-task.ts";
import { numberOfTaskId, taskId } from "../../domain/task-id.ts";
import { agentFolders } from "./agent-folders.ts";
import { archivedIds } from "./history.ts";
import type { Index } from "./index-file.ts";
import type { Layout } from "./layout.ts";
import { readListBytes } from "./list-file.ts";
import { readMark } from "./purge-mark.ts";
import { readFile, unlessUnreadable } from "./read-file.ts";
import { accessing } from "./system-error.ts";
import { syncFolder } from "./new-file.ts";
import type { Writer } from "./writer.ts";

/**
 * The number of the last task id that was given: the largest that counter, index and the lists at hand know of.
 * If counter or index cannot be read, every list and the archive are searched.
 */
export function lastIdNumber(layout: Layout, index: Index | undefined, lists: Iterable<AgentList>): number {
  const counter = readCounter(layout);
  let last = Math.max(counter ?? 0, index?.last_id ?? 0);
  for (const list of lists) {
    for (const { id } of [...openTasks(list), ...finishedTasks(list)]) {
      // Of ten thousand ids hardly one is newer: so what can be told from the text is not counted.
      const newest = taskId(last);
      const isOlder = id.length < newest.length || (id.length === newest.length && id <= newest);
      if (!isOlder) last = Math.max(last, numberOfTaskId(id));
    }
  }
  return counter === undefined || !index ? Math.max(last, searchIdNumbers(layout)) : last;
}

/** Makes a number durable, before the id is used. */
export function writeCounter(layout: Layout, writer: Writer, number: number): void {
  writer.replaceFile(layout.counter, String(number), { sync: true });
  accessing(layout.root, () => syncFolder(layout.root));
}

export function readCounter(layout: Layout): number | undefined {
  const text = accessing(layout.counter, () => readFile(layout.counter))
    ?.bytes.toString("latin1")
    .trim();
  return text === undefined ? undefined : numberIn(text);
}

/** Searches the bytes, not the parsed lists: a list that cannot be read still says which ids it uses. */
function searchIdNumbers(layout: Layout): number {
  let largest = readMark(layout)?.last_id ?? 0;
  for (const agentId of agentFolders(layout)) {
    // A link or a folder in the list's place holds no ids of ours.
    const text = unlessUnreadable(() => readListBytes(layout, agentId))?.bytes.toString("latin1") ?? "";
    for (const [, digits] of text.matchAll(/"task-(\d{1,12})"/g)) largest = Math.max(largest, Number(digits));
  }
  return archivedIds(layout).reduce((last, id) => Math.max(last, numberOfTaskId(id)), largest);
}
