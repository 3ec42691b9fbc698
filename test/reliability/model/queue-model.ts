import { isDeepStrictEqual } from "node:util";
import type { ErrorCode } from "../../../src/domain/errors.ts";
import type { TaskStatus } from "../../../src/domain/task.ts";
import {
  type After,
  afterLosses,
  clearedQueue,
  closesCircle,
  hasFailed,
  isDoomed,
  readyOf,
  withCancelled,
} from "./links.ts";

/** What a store holds, as far as it can be asked for. */
export interface Model {
  /** In the order in which they last went from one state to another: so of those that wait the first came first. */
  readonly tasks: Tasks;
  /** The agents that have a queue, be it empty by now. */
  readonly agents: readonly string[];
  /** The agents whose whole queue is on hold. */
  readonly held: readonly string[];
  /** The keys that tasks have for ever. */
  readonly owners: readonly Owner[];
}

export type Tasks = readonly ModelTask[];

interface Owner {
  readonly agent: string;
  readonly key: string;
  readonly id: string;
}

export interface NewItem {
  readonly priority: number;
  readonly key?: string | undefined;
  /** Whether its key stays its own when it has ended. */
  readonly isForEver?: boolean | undefined;
  /** Whether whoever starts it has it for ten minutes, and as long after each note. */
  readonly isLeased?: boolean | undefined;
  /** How often its lease may run out: then it has failed. */
  readonly lapses?: number | undefined;
  /** How often it is tried. */
  readonly tries?: number | undefined;
  /** For so many minutes it is not to be started. */
  readonly delay?: number | undefined;
  /** The tasks for which it waits. */
  readonly after?: After | undefined;
  /** The task of which it is a part. */
  readonly whole?: string | undefined;
}

export interface ModelTask extends NewItem {
  readonly id: string;
  readonly agent: string;
  readonly status: TaskStatus;
  /** When it joined its queue, in minutes. */
  readonly since: number;
  /** Before that it is not to be started. */
  readonly opensAt?: number | undefined;
  /** Its parts, as they came. */
  readonly parts: readonly string[];
  readonly isHeld: boolean;
  /** Until when who runs it has it. */
  readonly leaseEnds?: number | undefined;
  /** How its attempts before this one ended, and how often it has failed. */
  readonly ends: readonly ("failed" | "expired" | "moved" | "cancelled")[];
  readonly failures: number;
  /** How many notes this attempt has, or the last one. */
  readonly notes: number;
  /** Whether it was running when it ended. */
  readonly hasRun: boolean;
}

/** What is asked of a store; without an id the agent's next or current task is meant, or its whole queue. */
export type Command =
  | { readonly do: "create"; readonly agent: string; readonly items: readonly NewItem[] }
  | { readonly [Name in StepName]: StepCommand<Name> }[StepName];

interface StepCommand<Name extends StepName> {
  readonly do: Name;
  readonly agent: string;
  readonly id: string | undefined;
  /** For a move. */
  readonly to: string;
  /** For an edit: null takes away what it waits for, without it that stays as it is. */
  readonly priority: number;
  readonly after: After | null | undefined;
}

type AnyStep = Exclude<Command, { readonly do: "create" }>;
type LaterStep = Exclude<AnyStep, { readonly do: "start" }>;

/** The answer is a code, or tells each task with its status, and whether the call was a repetition. */
export interface Outcome {
  readonly answer: string;
  readonly model: Model;
}

/** From which states a task takes a step. */
export const STEPS = {
  start: ["pending"],
  complete: ["running"],
  fail: ["running"],
  cancel: ["pending", "running"],
  retry: ["failed"],
  restore: ["cancelled"],
  move: ["pending", "running"],
  edit: ["pending", "running"],
  hold: ["pending"],
  release: ["pending"],
  note: ["running"],
} as const satisfies Record<string, readonly TaskStatus[]>;

export type StepName = keyof typeof STEPS;

export const EMPTY: Model = { tasks: [], agents: [], held: [], owners: [] };

/** So long a lease lasts, in minutes, and so often it may run out if nothing is said of that. */
const LEASE = 10;
const MOST_LAPSES = 3;

/** What a store has to answer at a time, in minutes, and to hold afterwards. */
export function expected(model: Model, command: Command, newIds: readonly string[], clock: number): Outcome {
  if (command.do === "create") return created(model, command.agent, command.items, { newIds, clock });
  if (command.do === "start") return started(model, command, clock);
  if (!model.agents.includes(command.agent)) return refused(model, "AGENT_NOT_FOUND");
  const own = tasksOf(model, command.agent);
  if ((command.do === "hold" || command.do === "release") && command.id === undefined) return heldQueue(model, command);
  const task = command.id === undefined ? currentOf(own) : own.find(({ id }) => id === command.id);
  if (task) return stepped(model, command, { task, own, clock });
  const elsewhere = model.tasks.find(({ id, agent }) => id === command.id && agent === command.to);
  if (command.do === "move" && elsewhere) return again(model, elsewhere);
  return refused(model, command.id === undefined ? "NO_CURRENT_TASK" : "TASK_NOT_FOUND");
}

function stepped(
  model: Model,
  command: LaterStep,
  { task, own, clock }: { task: ModelTask; own: Tasks; clock: number },
): Outcome {
  const now = timeOf(model, [command.agent], clock);
  const refusal = command.do === "edit" ? refusedLinks(model, command) : undefined;
  if (refusal) return refused(model, refusal);
  if (isRepetition(task, command)) return again(model, task);
  if (!STEPS[command.do].some((status) => status === task.status)) return refused(model, "INVALID_TRANSITION");
  if (command.do === "move") return moved(model, command, { task, clock });
  const isTaken = task.key !== undefined && openTwin(own, task) !== undefined;
  if ((command.do === "retry" || command.do === "restore") && isTaken) return refused(model, "KEY_CONFLICT");
  const change = EFFECTS[command.do]({ task, command, now, clock });
  const isEditInPlace = command.do === "edit" && command.priority === task.priority;
  const isInItsPlace = IN_PLACE.has(command.do) || isEditInPlace;
  const outcome = (isInItsPlace ? inPlace : last)(model, task, change);
  const isLost = change.status !== undefined && hasFailed(change.status);
  return isLost ? { ...outcome, model: afterLosses(outcome.model, [task.id]) } : outcome;
}

const IN_PLACE: ReadonlySet<StepName> = new Set(["hold", "release", "note"]);

function refusedLinks(model: Model, { id = "", after }: LaterStep): ErrorCode | undefined {
  if (!after) return undefined;
  const isKnown = after.ids.every((each) => model.tasks.some((task) => task.id === each));
  if (!isKnown) return "TASK_NOT_FOUND";
  return closesCircle(model, id, after.ids) ? "INVALID_PARAMS" : undefined;
}

interface Situation {
  readonly task: ModelTask;
  readonly command: LaterStep;
  /** The time of its queue. */
  readonly now: number;
  readonly clock: number;
}

const EFFECTS: Readonly<Record<Exclude<StepName, "start" | "move">, (at: Situation) => Partial<ModelTask>>> = {
  complete: () => ({ status: "completed", hasRun: true }),
  cancel: ({ task }) => ({ status: "cancelled", hasRun: task.status === "running" }),
  fail: ({ task, now }) => {
    const failed = { ...task, failures: task.failures + 1 };
    return failed.failures < (task.tries ?? 1)
      ? { ...waitingAgain(failed, "failed"), since: now }
      : { ...failed, status: "failed", hasRun: true };
  },
  retry: ({ task, now }) => ({ ...(task.hasRun ? waitingAgain(task, "failed") : pending(task)), since: now }),
  restore: ({ task, now }) => ({ ...(task.hasRun ? waitingAgain(task, "cancelled") : pending(task)), since: now }),
  edit: ({ command: { priority, after } }) => ({
    priority,
    ...(after !== undefined && { after: after ?? undefined }),
  }),
  hold: () => ({ isHeld: true }),
  release: () => ({ isHeld: false }),
  note: ({ task, clock }) => ({ notes: 1, ...(task.isLeased && { leaseEnds: clock + LEASE }) }),
};

function pending(task: ModelTask): ModelTask {
  return { ...task, status: "pending" };
}

/** Whether a call says what is so already: who was not answered may ask again. */
function isRepetition({ status, isHeld, ends, priority, after, ...task }: ModelTask, command: LaterStep): boolean {
  const isWaiting = status === "pending";
  const isAsked: Partial<Record<StepName, boolean>> = {
    complete: status === "completed",
    cancel: status === "cancelled",
    fail: status === "failed" || (isWaiting && (task.tries ?? 1) > 1 && ends.at(-1) === "failed"),
    hold: isWaiting && isHeld,
    release: isWaiting && !isHeld,
    edit: isOpen({ status }) && priority === command.priority && isSameAfter(after, command.after),
  };
  return command.id === task.id && isAsked[command.do] === true;
}

function isSameAfter(before: After | undefined, wanted: After | null | undefined): boolean {
  return wanted === undefined || isDeepStrictEqual(before ?? null, wanted);
}

function started(before: Model, { agent, id }: StepCommand<"start">, clock: number): Outcome {
  const model = clearedQueue(lapsed(before, agent, clock), agent);
  const own = tasksOf(model, agent);
  const isQueueHeld = model.held.includes(agent);
  if (currentOf(own)) return refused(model, "AGENT_BUSY");
  const ready = isQueueHeld ? [] : readyOf(model, pendingOf(own), clock);
  if (id === undefined) {
    const [next] = ready;
    return next ? running(model, next, clock) : refused(model, "QUEUE_EMPTY");
  }
  // What a lease that ran out asks for is done whatever becomes of the start.
  const named = own.find((task) => task.id === id);
  if (!before.agents.includes(agent)) return refused(before, "QUEUE_EMPTY");
  if (!named) return refused(model, "TASK_NOT_FOUND");
  if (!ready.includes(named)) return refused(model, "INVALID_TRANSITION");
  return running(model, named, clock);
}

function running(model: Model, task: ModelTask, clock: number): Outcome {
  return last(model, task, { status: "running", leaseEnds: task.isLeased ? clock + LEASE : undefined });
}

/** What becomes of a queue whose task has run for longer than its lease: it is the next again, or has failed. */
function lapsed(model: Model, agent: string, clock: number): Model {
  const task = currentOf(tasksOf(model, agent));
  if (task?.leaseEnds === undefined || task.leaseEnds > clock) return model;
  const others = model.tasks.filter((other) => other !== task);
  const lapses = 1 + task.ends.filter((end) => end === "expired").length;
  if (lapses < (task.lapses ?? MOST_LAPSES)) return { ...model, tasks: [waitingAgain(task, "expired"), ...others] };
  const failed = { ...waitingAgain(task, "expired"), status: "failed" as const, hasRun: false };
  return afterLosses({ ...model, tasks: [...others, failed] }, [task.id]);
}

function moved(
  model: Model,
  { agent, to }: StepCommand<"move">,
  { task, clock }: { task: ModelTask; clock: number },
): Outcome {
  const owner = ownerOf(model, to, task);
  const isTaken = owner !== undefined && owner.id !== task.id;
  if (isTaken || openTwin(tasksOf(model, to), task)) return refused(model, "KEY_CONFLICT");
  const waiting = task.status === "running" ? waitingAgain(task, "moved") : task;
  const since = timeOf(model, [agent, to], clock);
  const { answer, model: after } = last(model, task, { ...waiting, agent: to, since });
  const isNew = task.isForEver && task.key !== undefined && !owner;
  return {
    answer,
    model: {
      ...after,
      agents: [...new Set([...model.agents, to])],
      owners: isNew ? [...model.owners, { agent: to, key: task.key, id: task.id }] : model.owners,
    },
  };
}

function heldQueue(model: Model, command: LaterStep): Outcome {
  const { agent } = command;
  const wants = command.do === "hold";
  if (model.held.includes(agent) === wants) return { answer: "queue again", model };
  const others = model.held.filter((each) => each !== agent);
  return { answer: "queue", model: { ...model, held: wants ? [...others, agent] : others } };
}

function waitingAgain(task: ModelTask, end: ModelTask["ends"][number]): ModelTask {
  return { ...task, status: "pending", ends: [...task.ends, end], notes: 0, leaseEnds: undefined };
}

function created(
  model: Model,
  agent: string,
  items: readonly NewItem[],
  { newIds, clock }: { newIds: readonly string[]; clock: number },
): Outcome {
  if (items.some((item) => items.some((other) => isConflict(item, other)))) return refused(model, "INVALID_PARAMS");
  const refusal = refusedNames(model, agent, items);
  if (refusal) return refused(model, refusal);
  const wholes = items.flatMap(({ whole }) => model.tasks.find(({ id }) => id === whole) ?? []);
  const since = timeOf(model, [agent, ...wholes.map((whole) => whole.agent)], clock);
  let after = model;
  const answers = items.map((item) => {
    const twin = twinOf(after, agent, item);
    if (twin) return isConflict(twin, item) ? "KEY_CONFLICT" : `${twin.id} ${twin.status} again`;
    const id = newIds[after.tasks.length - model.tasks.length] ?? "no id";
    const fresh = {
      status: "pending" as const,
      isHeld: false,
      ends: [],
      failures: 0,
      notes: 0,
      hasRun: false,
      parts: [],
    };
    const opensAt = item.delay === undefined ? undefined : clock + item.delay;
    const isKept = item.isForEver && item.key !== undefined;
    after = {
      ...after,
      tasks: [...withPart(after.tasks, item.whole, id), { ...item, id, agent, since, opensAt, ...fresh }],
      agents: [...new Set([...after.agents, agent])],
      owners: isKept ? [...after.owners, { agent, key: item.key, id }] : after.owners,
    };
    const task = after.tasks.at(-1)!;
    const isLost = isDoomed(after, task);
    if (isLost) after = withCancelled(after, task);
    return `${id} ${isLost ? "cancelled" : "pending"}`;
  });
  if (answers.includes("KEY_CONFLICT")) return refused(model, "KEY_CONFLICT");
  return wholes.every(isOpen) ? { answer: answers.join(", "), model: after } : refused(model, "INVALID_TRANSITION");
}

/** Whether the tasks for which new ones wait are there, and others than they are: one with a key may be there too. */
function refusedNames(model: Model, agent: string, items: readonly NewItem[]): ErrorCode | undefined {
  const named = items.flatMap(({ after, whole }) => [...(after?.ids ?? []), ...(whole === undefined ? [] : [whole])]);
  if (named.some((name) => model.tasks.every(({ id }) => id !== name))) return "TASK_NOT_FOUND";
  const isItself = (item: NewItem) => item.after?.ids.includes(twinOf(model, agent, item)?.id ?? "");
  return items.some(isItself) ? "INVALID_PARAMS" : undefined;
}

function withPart(tasks: Tasks, whole: string | undefined, part: string): Tasks {
  return tasks.map((task) => (task.id === whole ? { ...task, parts: [...task.parts, part] } : task));
}

/** In the order in which they start: the most urgent first, then first come, first served. */
export function pendingOf(tasks: Tasks): Tasks {
  return tasks
    .filter(({ status }) => status === "pending")
    .toSorted((a, b) => b.priority - a.priority || a.since - b.since);
}

function refused(model: Model, answer: ErrorCode): Outcome {
  return { answer, model };
}

function again(model: Model, { id, status }: ModelTask): Outcome {
  return { answer: `${id} ${status} again`, model };
}

/** A task that has gone to another state, or to another place: it is the last one now. */
function last(model: Model, task: ModelTask, change: Partial<ModelTask>): Outcome {
  const after = { ...task, ...change };
  const tasks = [...model.tasks.filter((other) => other !== task), after];
  return { answer: `${after.id} ${after.status}`, model: { ...model, tasks } };
}

function inPlace(model: Model, task: ModelTask, change: Partial<ModelTask>): Outcome {
  const tasks = model.tasks.map((other) => (other === task ? { ...task, ...change } : other));
  return { answer: `${task.id} ${task.status}`, model: { ...model, tasks } };
}

export function tasksOf({ tasks }: Model, agent: string): Tasks {
  return tasks.filter((task) => task.agent === agent);
}

function currentOf(own: Tasks): ModelTask | undefined {
  return own.find(({ status }) => status === "running");
}

/** The time of queues: it stands still while the clock is behind what has joined them. */
function timeOf(model: Model, agents: readonly string[], clock: number): number {
  const open = agents.flatMap((agent) => tasksOf(model, agent)).filter(isOpen);
  return Math.max(clock, ...open.map(({ since }) => since));
}

function openTwin(own: Tasks, { key }: NewItem): ModelTask | undefined {
  return own.find((task) => key !== undefined && task.key === key && isOpen(task));
}

/** The task that has the key of a new one. */
function twinOf(model: Model, agent: string, item: NewItem): ModelTask | undefined {
  const owner = ownerOf(model, agent, item);
  return openTwin(tasksOf(model, agent), item) ?? model.tasks.find(({ id }) => id === owner?.id);
}

function ownerOf({ owners }: Model, agent: string, { key }: NewItem): Owner | undefined {
  return owners.find((owner) => owner.agent === agent && owner.key === key);
}

function isOpen({ status }: Pick<ModelTask, "status">): boolean {
  return status === "pending" || status === "running";
}

function isConflict(a: NewItem, b: NewItem): boolean {
  const isSameScope = (a.isForEver ?? false) === (b.isForEver ?? false);
  const isSame = a.priority === b.priority && isSameScope && isDeepStrictEqual(a.after, b.after);
  return a.key !== undefined && a.key === b.key && !isSame;
}
