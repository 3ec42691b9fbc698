import { existsSync, readFileSync } from "node:fs";
import type { AgentList } from "../../domain/agent-list.ts";
import { type Dependencies, dependenciesOf } from "../../domain/dependencies.ts";
import { doneIn } from "../../domain/done-dependencies.ts";
import { type EndStatus, isEnd } from "../../domain/ending.ts";
import { findTasks, finishedTasks, openTasks } from "../../domain/find-task.ts";
import type { Task } from "../../domain/task.ts";
import { archiveMonths, readCopy } from "./history.ts";
import { type Index, readIndex } from "./index-file.ts";
import type { Layout } from "./layout.ts";
import { listsWith, readList } from "./list-file.ts";
import { unlessUnreadable } from "./read-file.ts";
import { listsAhead } from "./summaries.ts";

/**
 * How tasks ended on which pending ones of some lists depend: as far as it takes to judge of each.
 *
 * The archive tells, for what has ended has a copy there: so most of this is a look at whether a file exists. Lists whose
 * version the index does not know (their writer is at work, or died) are asked themselves.
 */
export function dependencyEnds(
  layout: Layout,
  lists: readonly AgentList[],
  index?: Index,
): ReadonlyMap<string, EndStatus> {
  const waiting = lists.flatMap(({ pending_tasks }) => pending_tasks.flatMap((task) => dependenciesOf(task) ?? []));
  if (waiting.length === 0) return new Map();
  const known = lists.flatMap(doneIn).map((id) => [id, "completed"] as const);
  return endsOf(
    waiting,
    new Map(known),
    onDemand(() => lookIn(layout, lists, index ?? readIndex(layout))),
  );
}

/** What can be asked of a single task. */
interface Look {
  /** Whether it seems to have ended, not before a month: a look, no more. */
  hasEnded(id: string, since: string): boolean;
  /** How it ended; undefined if it is open. That of one that is not completed costs more, for it may have come back. */
  endOf(id: string, since: string, isFailureAsked: boolean): EndStatus | undefined;
}

function endsOf(
  waiting: readonly Dependencies[],
  ends: Map<string, EndStatus>,
  look: Look,
): ReadonlyMap<string, EndStatus> {
  for (const { on, mode, onFailure, since } of waiting) {
    // A change may end some more of them: what waits for any end is judged once more then.
    const isDecided =
      mode === "any" || onFailure !== "wait" || on.every((id) => ends.has(id) || look.hasEnded(id, since));
    if (!isDecided) continue;
    for (const id of on) {
      const end = ends.get(id) ?? look.endOf(id, since, onFailure !== "wait");
      if (end) ends.set(id, end);
    }
  }
  return ends;
}

/** Where all is known already, nobody looks. */
function onDemand(open: () => Look): Look {
  let look: Look | undefined;
  return {
    hasEnded: (...asked) => (look ??= open()).hasEnded(...asked),
    endOf: (...asked) => (look ??= open()).endOf(...asked),
  };
}

function lookIn(layout: Layout, lists: readonly AgentList[], index: Index | undefined): Look {
  const months = archiveMonths(layout);
  const listed = new Map<string, Task["status"]>();
  for (const list of [...listsAhead(layout, index), ...lists]) {
    for (const { id, status } of [...openTasks(list), ...finishedTasks(list)]) listed.set(id, status);
  }
  const copies = new Map<string, string | undefined>();
  const copyOf = (id: string, since: string) => {
    const name = `${since} ${id}`;
    if (!copies.has(name)) copies.set(name, firstCopy(layout, months, id, since));
    return copies.get(name);
  };
  const isOpen = openOf(layout);
  return {
    hasEnded(id, since) {
      const status = listed.get(id);
      return status === undefined ? copyOf(id, since) !== undefined : isEnd(status);
    },
    endOf(id, since, isFailureAsked) {
      const status = listed.get(id);
      if (status !== undefined) return isEnd(status) ? status : undefined;
      const path = copyOf(id, since);
      if (path !== undefined && isPlainlyCompleted(path)) return "completed";
      const copy = path && unlessUnreadable(() => readCopy(path));
      if (!copy || !isEnd(copy.status)) return undefined;
      // What is completed stays so. Of a failure the original tool left a copy also where the task was tried again.
      const isSure = copy.status === "completed" || (isFailureAsked && !isOpen(copy));
      return isSure ? copy.status : undefined;
    },
  };
}

/** The newest copy of a task; no more than a look at whether it is there. */
function firstCopy(layout: Layout, months: readonly string[], id: string, since: string): string | undefined {
  for (const month of months) {
    if (month < since) return undefined;
    const path = `${layout.month(month)}/${id}.json`;
    if (existsSync(path)) return path;
  }
  return undefined;
}

/**
 * Whether a copy of ours says that its task is completed: by its text alone, in which a line of this depth can only be the
 * task's own field. There may be hundreds, and to parse them would take most of a command's time; where the text does not
 * say so, it is parsed.
 */
function isPlainlyCompleted(path: string): boolean {
  try {
    return readFileSync(path, "utf8").includes('\n  "status": "completed",\n');
  } catch {
    return false; // whoever reads it whole says why
  }
}

/** Asks the list of a copy's agent whether the task is open again. */
function openOf(layout: Layout): (copy: Task) => boolean {
  const read = new Map<string, AgentList | undefined>();
  return ({ id, agent_id }) => {
    if (listsWith(layout, [agent_id], `"${id}"`).length === 0) return false;
    if (!read.has(agent_id)) read.set(agent_id, unlessUnreadable(() => readList(layout, agent_id))?.list);
    const list = read.get(agent_id);
    return list !== undefined && findTasks(list, id).some(({ task }) => !isEnd(task.status));
  };
}
