import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import { join } from "node:path";
import type { AgentList } from "../../src/domain/agent-list.ts";
import { endedAt } from "../../src/domain/ending.ts";
import type { TaskEvent } from "../../src/domain/event.ts";
import { placesOf } from "../../src/domain/find-task.ts";
import { isAgentList } from "../../src/domain/list-check.ts";
import { numberOfTaskId } from "../../src/domain/task-id.ts";
import type { Task } from "../../src/domain/task.ts";
import { inOrder, replay, replayHolds } from "./replay.ts";

/** What a repair has replaced and kept. */
const KEPT = /\.corrupt-/;

/**
 * What is wrong with a root in which nobody works, judged from its files alone: nothing may be.
 * Every line of the journal, every archive copy and every count has to fit the lists.
 *
 * Only where a writer slept between its last look at the lock and its write, `mayHaveLateLines`: its lines can be there
 * once more, or behind the torn one of a dead writer. Readers pass both over.
 */
export function violations(root: string, { mayHaveLateLines = false } = {}): string[] {
  const lists = readLists(root);
  return [
    ...taskViolations(lists),
    ...counterViolations(root, lists),
    ...indexViolations(root, lists),
    ...journalViolations(root, lists),
    ...(mayHaveLateLines ? [] : lateLines(root)),
    ...archiveViolations(root),
    ...keyViolations(root),
    ...leftovers(root),
  ];
}

export function readLists(root: string): AgentList[] {
  // Whoever died early enough left a folder, and no list in it.
  const agents = namesIn(root, "agents").filter((agent) => existsSync(join(root, "agents", agent, "task-list.json")));
  return agents.map((agent) => {
    const list = readJson(join(root, "agents", agent, "task-list.json"));
    if (!isAgentList(list)) throw new Error(`the list of ${agent} is none`);
    return list;
  });
}

/** Every task is in one place, also where it had to get another id: an id once, but for those that the original tool gave twice, to be told apart by their names. */
function taskViolations(lists: readonly AgentList[]): string[] {
  const seen = new Map<string, string>();
  const former = lists
    .flatMap(placesOf)
    .flatMap(({ task }) => (task.former_id ? [`${task.former_id} ${task.name}`] : []));
  if (new Set(former).size < former.length) return ["a task has two new ids"];
  return lists.flatMap(placesOf).flatMap(({ task, agent_id, location }) => {
    const key = task.created_at ? task.id : `${task.id} ${agent_id} ${task.name}`;
    const before = seen.get(key);
    seen.set(key, `${agent_id}/${location}`);
    return before === undefined ? [] : [`${task.id} is at ${before} and at ${agent_id}/${location}`];
  });
}

function counterViolations(root: string, lists: readonly AgentList[]): string[] {
  const counter = Number(readFileSync(join(root, "task-counter.txt"), "utf8"));
  const largest = Math.max(0, ...lists.flatMap(placesOf).map(({ task }) => numberOfTaskId(task.id)));
  return counter >= largest ? [] : [`the counter says ${counter}, and there is a task ${largest}`];
}

function indexViolations(root: string, lists: readonly AgentList[]): string[] {
  const index = readJson(join(root, "index.json")) as { agents: Record<string, unknown>[]; total_tasks: unknown };
  const expected = lists.map((list) => {
    const toCancel = list.pending_tasks.filter(isBoundToFail).length;
    const { size, mtimeMs, ino } = statSync(join(root, "agents", list.agent_id, "task-list.json"));
    return {
      agent_id: list.agent_id,
      agent_name: list.agent_name,
      task_count: countsOf(list),
      totals: list.totals,
      last_updated: list.updated_at,
      revision: list.revision,
      file: { size, mtime_ms: mtimeMs, ino },
      ...(toCancel > 0 && { to_cancel: toCancel }),
    };
  });
  const actual = index.agents.toSorted((a, b) => (String(a["agent_id"]) < String(b["agent_id"]) ? -1 : 1));
  const wrong = isDeepStrictEqual(actual, expected)
    ? []
    : [`index: ${JSON.stringify(actual)}, not ${JSON.stringify(expected)}`];
  const totals = lists.map(countsOf).reduce(
    (sum, counts) => ({
      current: sum.current + counts.current,
      pending: sum.pending + counts.pending,
      completed: sum.completed + counts.completed,
      failed: sum.failed + counts.failed,
    }),
    { current: 0, pending: 0, completed: 0, failed: 0 },
  );
  return isDeepStrictEqual(index.total_tasks, totals)
    ? wrong
    : [...wrong, `index totals: ${JSON.stringify(index.total_tasks)}`];
}

/** Whether a task is to be cancelled with what it depends on. */
function isBoundToFail({ depends_on, on_dependency_failure }: Task): boolean {
  return Array.isArray(depends_on) && on_dependency_failure === "cancel";
}

function countsOf(list: AgentList): Record<"current" | "pending" | "completed" | "failed", number> {
  const { completed, failed } = list.totals;
  return { current: list.current_task ? 1 : 0, pending: list.pending_tasks.length, completed, failed };
}

function journalViolations(root: string, lists: readonly AgentList[]): string[] {
  const events = readJournal(root);
  const changes = inOrder(events)
    .filter(({ action }) => action !== "adopted")
    .map(identityOf);
  const isToldTwice = new Set(changes).size < changes.length;
  const told = replay(events);
  const listed = lists.flatMap(placesOf).map(({ task }) => task);
  const wrong = listed.filter((task) => !told.some((known) => isDeepStrictEqual(known, task)));
  const open = told.filter(isOpen).filter((task) => !listed.some((other) => isDeepStrictEqual(other, task)));
  const holds = replayHolds(events);
  const otherwiseHeld = lists.filter(({ agent_id, hold }) => !isDeepStrictEqual(hold, holds.get(agent_id)));
  return [
    ...(isToldTwice ? ["the journal tells of a change twice"] : []),
    ...wrong.map(({ id }) => `the journal tells something else of ${id}`),
    ...open.map(({ id }) => `${id} is open in the journal, and in no list`),
    ...otherwiseHeld.map(({ agent_id }) => `the journal tells something else of what holds up ${agent_id}`),
  ];
}

function lateLines(root: string): string[] {
  const events = readJournal(root);
  const isDoubled = new Set(events.map(({ seq }) => seq)).size < events.length;
  return [
    ...(isDoubled ? ["the journal has a line twice"] : []),
    ...(journalLines(root).length > events.length ? ["the journal has a torn line in its midst"] : []),
  ];
}

/** A line that came twice has the seq of its first time, or a new one. */
function identityOf({ agent_id, revision, task_id, action }: TaskEvent): string {
  return `${agent_id} ${revision} ${task_id} ${action}`;
}

/** All events, but those of torn lines. @throws if the last line is torn: it should have been cut off */
export function readJournal(root: string): TaskEvent[] {
  return journalLines(root).flatMap((line) => {
    try {
      return [JSON.parse(line) as TaskEvent];
    } catch {
      return [];
    }
  });
}

function journalLines(root: string): string[] {
  return namesIn(root, "events").flatMap((name) => {
    const text = readFileSync(join(root, "events", name), "utf8");
    if (!text.endsWith("\n")) throw new Error(`${name} ends in a torn line`);
    return text.trimEnd().split("\n");
  });
}

/** What ended by the journal has its copy in the archive, and nothing else has one (but what the original tool left of retries). */
function archiveViolations(root: string): string[] {
  const events = readJournal(root);
  const ended = replay(events).filter((task) => !isOpen(task));
  const ends = toldEnds(events);
  const isToldEnd = (copy: Task) => ends.has(`${copy.agent_id} ${copy.id} ${endedAt(copy)}`);
  const copies = namesIn(root, "history")
    .flatMap((month) => namesIn(root, "history", month).map((name) => join(root, "history", month, name)))
    .map((path) => readJson(path) as Task);
  const missing = ended.filter((task) => !copies.some((copy) => isDeepStrictEqual(copy, task)));
  const excess = copies.filter(
    (copy) => copy.created_at && !isToldEnd(copy) && !ended.some((task) => isDeepStrictEqual(copy, task)),
  );
  return [
    ...missing.map(({ id }) => `${id} has ended, and its archive copy is missing or another`),
    ...excess.map(({ id }) => `the archive has a copy of ${id}, which has not ended so`),
  ];
}

/** The ends that nothing has taken back: of some the journal has no more than that, and the archive has the task. */
function toldEnds(events: readonly TaskEvent[]): ReadonlySet<string> {
  const ends = new Set<string>();
  for (const { agent_id, task_id, at, new_status, reopens = [] } of events) {
    if (new_status !== null && new_status !== "pending" && new_status !== "running")
      ends.add(`${agent_id} ${task_id} ${at}`);
    for (const ended of reopens) ends.delete(`${agent_id} ${task_id} ${ended}`);
  }
  return ends;
}

/** What gives a task its key: an import adopts it. */
const GIVES_KEYS: ReadonlySet<string> = new Set(["create", "move", "adopted"]);

/** A key that a task has for ever is on record for each agent whose task it was; no other task of that agent has it, and no key is on record without its task. */
function keyViolations(root: string): string[] {
  const owners = new Map<string, string>();
  const wrong = inOrder(readJournal(root)).flatMap(({ agent_id, action, task }) => {
    if (!task?.key || task.key_scope !== "ever" || !GIVES_KEYS.has(action)) return [];
    const { id: task_id, key } = task;
    const hash = createHash("sha256")
      .update(JSON.stringify([agent_id, key]))
      .digest("hex");
    const path = join(root, "keys", hash.slice(0, 2), `${hash.slice(2)}.json`);
    const owner = owners.get(path) ?? task_id;
    owners.set(path, owner);
    const record = existsSync(path) ? readJson(path) : undefined;
    return [
      ...(owner === task_id ? [] : [`${owner} and ${task_id} have the key ${key} of ${agent_id} for ever`]),
      ...(isDeepStrictEqual(record, { agent_id, key, task_id: owner })
        ? []
        : [`the record of the key ${key} of ${agent_id} says ${JSON.stringify(record)}, and not ${owner}`]),
    ];
  });
  const records = namesIn(root, "keys").flatMap((part) =>
    namesIn(root, "keys", part).map((name) => join(root, "keys", part, name)),
  );
  const excess = records.filter((path) => !owners.has(path));
  return [...wrong, ...excess.map((path) => `a key is on record that no task has: ${JSON.stringify(readJson(path))}`)];
}

function leftovers(root: string): string[] {
  // What a dead waiter left is swept away when it is a minute old: until then its owner may be alive.
  const left = namesIn(root, ".tmp").filter((name) => !name.startsWith("wait-"));
  return [...left.map((name) => `.tmp/${name} is left`), ...(existsSync(join(root, ".lock")) ? [".lock is left"] : [])];
}

function isOpen({ status }: Task): boolean {
  return status === "pending" || status === "running";
}

function namesIn(...path: readonly string[]): string[] {
  const folder = join(...path);
  const names = existsSync(folder) ? readdirSync(folder) : [];
  return names.filter((name) => !KEPT.test(name)).toSorted();
}

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(path, "utf8"));
}
