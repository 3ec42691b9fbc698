import { type AboutTask, isAboutTask } from "./about-task.ts";
import type { AgentList, Totals } from "./agent-list.ts";
import { endKeyOf, endOf, isEnd } from "./ending.ts";
import type { TaskEvent } from "./event.ts";
import { finishedTasks, openTasks, withEnded } from "./find-task.ts";
import { newList } from "./new-list.ts";
import { withNote } from "./notes.ts";
import { nextTask } from "./queue.ts";
import { NOTHING_PURGED, type Purged, type Retold, type ToldEnd } from "./retold.ts";
import { isSameTask } from "./same-task.ts";
import { schemaVersionAfter, versionFields } from "./schema-version.ts";
import type { Task } from "./task.ts";
import { momentOf } from "./timestamp.ts";
import { countEnd, withoutEnded } from "./totals.ts";
import { trimFinished } from "./trim.ts";

export interface ReplayOptions {
  /** How many finished tasks of each outcome a list keeps. */
  readonly keepFinished: number;
  /** Of which ends the whole task is wanted: a journal has more of them than a list. */
  readonly isWanted?: (agentId: string, end: string) => boolean;
}

/** A list in the making: changed in place, since a journal has many events, and a queue many tasks. */
export interface Story {
  readonly options: ReplayOptions;
  /** All of it but its open tasks. */
  list: AgentList;
  /** In the order in which they joined. */
  readonly open: Set<Task>;
  readonly openById: Map<string, Set<Task>>;
  isQueue: boolean;
  readonly ends: Map<string, ToldEnd>;
  readonly superseded: Set<string>;
  readonly purged: Purged;
  /** The revision that is being told, and which tasks ended in it. */
  revision: number;
  fresh: Set<string>;
}

export function newStory(
  { agent_id, at, revision }: TaskEvent,
  { purged = NOTHING_PURGED, ...options }: ReplayOptions & { readonly purged: Purged | undefined },
): Story {
  return {
    options,
    list: newList(agent_id, at),
    open: new Set(),
    openById: new Map(),
    isQueue: false,
    ends: new Map(),
    superseded: new Set(),
    purged,
    revision,
    fresh: new Set(),
  };
}

/** A story that goes on from what was told before. */
export function storyAfter({ list, isQueue, ends, superseded, purged }: Retold, options: ReplayOptions): Story {
  const story: Story = {
    options,
    list: { ...list, current_task: null, pending_tasks: [] },
    open: new Set(),
    openById: new Map(),
    isQueue,
    ends: new Map(ends),
    superseded: new Set(superseded),
    purged,
    revision: list.revision,
    fresh: new Set(finishedTasks(list).map(({ id }) => id)), // all of them stay up to the next commit
  };
  for (const task of openTasks(list)) addOpen(story, task, "last");
  return story;
}

/** What leaves the list at the end of a commit. */
export function trim(story: Story): void {
  if (story.fresh.size === 0) return;
  story.list = trimFinished(story.list, story.options.keepFinished, story.fresh);
  story.fresh = new Set();
}

/** Tells one event more. */
export function tell(story: Story, event: TaskEvent): void {
  story.revision = Math.max(story.revision, event.revision);
  story.isQueue ||= event.action !== "adopted" || event.list !== undefined;
  const version = schemaVersionAfter(story.list.schema_version, [event]);
  story.list = { ...story.list, ...versionFields(version), ...listFields(event) };
  if (isAboutTask(event)) tellOfTask(story, event);
}

type Told = AboutTask<TaskEvent>;

function tellOfTask(story: Story, event: Told): void {
  if (event.superseded) return void story.superseded.add(endOf(event.task_id, event.at));
  const before = recordOf(story, event);
  const task = event.task ?? (before && withNote({ ...before, ...event.changes }, event.note));
  for (const ended of event.reopens ?? []) takeBack(story, event, ended);
  const isOver = event.moved_to || GONE.has(event.action) || isEnd(event.new_status);
  const isInPlace = !isOver && before?.status === task?.status && before?.priority === task?.priority;
  if (isInPlace && before && task) return replaceOpen(story, before, task);
  if (before) removeOpen(story, before);
  if (event.moved_to || GONE.has(event.action)) return;
  if (isEnd(event.new_status)) end(story, event, task);
  else if (task) addOpen(story, task, event.action === "expire" ? "first" : "last");
}

/** After these there is no such record any more. */
const GONE: ReadonlySet<string> = new Set(["moved", "lost"]);

/** What these tell of stood in no place before that counts as open. */
const BRINGS_IN: ReadonlySet<string> = new Set(["create", "retry", "restore"]);

/** The open record that an event changes: of several with one id the one in the state that it changes, or that it shows. */
function recordOf({ openById }: Story, { action, task_id, task, old_status, assigned_at }: Told): Task | undefined {
  if (BRINGS_IN.has(action)) return undefined;
  const named = [...(openById.get(task_id) ?? [])];
  if (task) return named.find((other) => isSameTask(other, task));
  // Of what only the archive has, the event tells which attempt it was.
  if (action === "adopted") return named.find((other) => isSameMoment(other.assigned_at, assigned_at));
  // Where the original tool gave an agent one id twice, the store starts the more urgent one.
  return nextTask(named.filter(({ status }) => status === old_status)) ?? named[0];
}

function isSameMoment(a: string, b: string | undefined): boolean {
  return b !== undefined && momentOf(a) === momentOf(b);
}

/** A task that waits on, or runs on, keeps its place among its equals. */
function replaceOpen({ open, openById }: Story, before: Task, after: Task): void {
  for (const tasks of [open, openById.get(before.id)]) {
    const inOrder = [...(tasks ?? [])].map((task) => (task === before ? after : task));
    tasks?.clear();
    for (const task of inOrder) tasks?.add(task);
  }
}

/** A task whose lease ran out stands where it stood: before those that came at the same moment and have waited. */
function addOpen({ open, openById }: Story, task: Task, place: "first" | "last"): void {
  const others = place === "first" ? [...open] : [];
  if (place === "first") open.clear();
  open.add(task);
  for (const other of others) open.add(other);
  const twins = openById.get(task.id);
  if (twins) twins.add(task);
  else openById.set(task.id, new Set([task]));
}

function removeOpen({ open, openById }: Story, task: Task): void {
  open.delete(task);
  openById.get(task.id)?.delete(task);
}

/** A task that came back: an end of it is none any more. */
function takeBack(story: Story, { task_id, action }: Told, ended: string): void {
  const key = endOf(task_id, ended);
  const told = story.ends.get(key);
  const { list } = story;
  const rest = withoutEnds(list, new Set([key]));
  const field = action === "retry" ? "failed_tasks" : action === "restore" ? "cancelled_tasks" : undefined;
  const uncounted = told ? countEnd(list.totals, told.facts, -1) : list.totals;
  const totals = field ? withoutEnded(rest, field, rest[field].length < list[field].length) : uncounted;
  story.list = { ...rest, totals };
  story.ends.delete(key);
}

function end(story: Story, event: Told, told: Task | undefined): void {
  const facts = factsOf(event);
  const key = endOf(event.task_id, event.at);
  const known = story.ends.get(key);
  const isArchivedOnly = event.archived_only === true;
  story.ends.set(key, {
    ended_at: event.at,
    revision: known?.revision ?? event.revision,
    facts,
    isArchivedOnly,
    task: story.options.isWanted?.(event.agent_id, key) ? (told ?? known?.task) : undefined,
  });
  const before = known ? withoutEnds(story.list, new Set([key])) : story.list;
  const counted = isArchivedOnly ? oneMoreArchived(before.totals) : countEnd(before.totals, told ?? facts, 1);
  const list = { ...before, totals: known ? before.totals : counted };
  story.list = told && !isArchivedOnly ? withEnded(list, told) : list;
  if (event.action !== "adopted") story.fresh.add(event.task_id);
}

function oneMoreArchived(totals: Totals): Totals {
  return { ...totals, archived_only: (totals.archived_only ?? 0) + 1 };
}

/** What an event tells of a task that ended, besides its content. */
function factsOf({ task_id, agent_id, new_status, at, priority, assigned_at, started_at }: Told): Task {
  const times = { assigned_at: assigned_at ?? at, started_at, completed_at: at, failed_at: at, cancelled_at: at };
  return { id: task_id, name: "", status: new_status, priority: priority ?? 0, agent_id, ...times };
}

/** The list without those of its finished tasks that ended so. */
export function withoutEnds(list: AgentList, keys: ReadonlySet<string>): AgentList {
  if (keys.size === 0) return list;
  const rest = (tasks: readonly Task[]) => tasks.filter((task) => !keys.has(endKeyOf(task) ?? ""));
  return {
    ...list,
    completed_tasks: rest(list.completed_tasks),
    failed_tasks: rest(list.failed_tasks),
    cancelled_tasks: rest(list.cancelled_tasks),
  };
}

function listFields({ at, action, agent_name, list }: TaskEvent): Partial<AgentList> {
  const times = action === "adopted" ? {} : { updated_at: at };
  return { ...times, ...(agent_name !== undefined && { agent_name }), ...list };
}
