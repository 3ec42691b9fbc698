import type { ErrorCode } from "../../../src/domain/errors.ts";
import type { TaskStatus } from "../../../src/domain/task.ts";

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
  /** How often it is tried. */
  readonly tries?: number | undefined;
}

export interface ModelTask extends NewItem {
  readonly id: string;
  readonly agent: string;
  readonly status: TaskStatus;
  /** When it joined its queue, in minutes. */
  readonly since: number;
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
  /** For an edit. */
  readonly priority: number;
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

/** So long a lease lasts, in minutes, and so often it may run out: then the task has failed. */
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
  if (isRepetition(task, command)) return again(model, task);
  if (!STEPS[command.do].some((status) => status === task.status)) return refused(model, "INVALID_TRANSITION");
  if (command.do === "move") return moved(model, command, { task, clock });
  const isTaken = task.key !== undefined && openTwin(own, task) !== undefined;
  if ((command.do === "retry" || command.do === "restore") && isTaken) return refused(model, "KEY_CONFLICT");
  const isInItsPlace = command.do === "hold" || command.do === "release" || command.do === "note";
  return (isInItsPlace ? inPlace : last)(model, task, EFFECTS[command.do]({ task, command, now, clock }));
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
  edit: ({ command }) => ({ priority: command.priority }),
  hold: () => ({ isHeld: true }),
  release: () => ({ isHeld: false }),
  note: ({ task, clock }) => ({ notes: 1, ...(task.isLeased && { leaseEnds: clock + LEASE }) }),
};

function pending(task: ModelTask): ModelTask {
  return { ...task, status: "pending" };
}

/** Whether a call says what is so already: who was not answered may ask again. */
function isRepetition({ status, isHeld, ends, priority, ...task }: ModelTask, command: LaterStep): boolean {
  const isWaiting = status === "pending";
  const isAsked: Partial<Record<StepName, boolean>> = {
    complete: status === "completed",
    cancel: status === "cancelled",
    fail: status === "failed" || (isWaiting && (task.tries ?? 1) > 1 && ends.at(-1) === "failed"),
    hold: isWaiting && isHeld,
    release: isWaiting && !isHeld,
    edit: isOpen({ status }) && priority === command.priority,
  };
  return command.id === task.id && isAsked[command.do] === true;
}

function started(before: Model, { agent, id }: StepCommand<"start">, clock: number): Outcome {
  const model = lapsed(before, agent, clock);
  const own = tasksOf(model, agent);
  const isQueueHeld = model.held.includes(agent);
  if (currentOf(own)) return refused(before, "AGENT_BUSY");
  if (id === undefined) {
    const next = isQueueHeld ? undefined : pendingOf(own).find(({ isHeld }) => !isHeld);
    return next ? running(model, next, clock) : refused(model, "QUEUE_EMPTY");
  }
  // What a lease that ran out asks for is done whatever becomes of the start.
  const named = own.find((task) => task.id === id);
  if (!before.agents.includes(agent)) return refused(before, "QUEUE_EMPTY");
  if (!named) return refused(model, "TASK_NOT_FOUND");
  if (named.status !== "pending" || named.isHeld || isQueueHeld) return refused(model, "INVALID_TRANSITION");
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
  if (lapses < MOST_LAPSES) return { ...model, tasks: [waitingAgain(task, "expired"), ...others] };
  const failed = { ...waitingAgain(task, "expired"), status: "failed" as const, hasRun: false };
  return { ...model, tasks: [...others, failed] };
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
  const since = timeOf(model, [agent], clock);
  let after = model;
  const answers = items.map((item) => {
    const owner = ownerOf(after, agent, item);
    const twin = openTwin(tasksOf(after, agent), item) ?? after.tasks.find(({ id }) => id === owner?.id);
    if (twin) return isConflict(twin, item) ? "KEY_CONFLICT" : `${twin.id} ${twin.status} again`;
    const id = newIds[after.tasks.length - model.tasks.length] ?? "no id";
    const fresh = { status: "pending" as const, isHeld: false, ends: [], failures: 0, notes: 0, hasRun: false };
    const isKept = item.isForEver && item.key !== undefined;
    after = {
      ...after,
      tasks: [...after.tasks, { ...item, id, agent, since, ...fresh }],
      agents: [...new Set([...after.agents, agent])],
      owners: isKept ? [...after.owners, { agent, key: item.key, id }] : after.owners,
    };
    return `${id} pending`;
  });
  return answers.includes("KEY_CONFLICT")
    ? refused(model, "KEY_CONFLICT")
    : { answer: answers.join(", "), model: after };
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

function ownerOf({ owners }: Model, agent: string, { key }: NewItem): Owner | undefined {
  return owners.find((owner) => owner.agent === agent && owner.key === key);
}

function isOpen({ status }: Pick<ModelTask, "status">): boolean {
  return status === "pending" || status === "running";
}

function isConflict(a: NewItem, b: NewItem): boolean {
  const isSame = a.priority === b.priority && (a.isForEver ?? false) === (b.isForEver ?? false);
  return a.key !== undefined && a.key === b.key && !isSame;
}
