import type { TaskEvent } from "../domain/event.ts";
import { type Labels, labelsOf } from "../domain/labels.ts";
import {
  type ReadySet,
  type Through,
  mayMakeReady,
  nameOfWait,
  namesOf,
  readySetOf,
  toBeTold,
} from "../domain/ready-set.ts";
import type { Task } from "../domain/task.ts";
import { momentOf } from "../domain/timestamp.ts";
import { batchesOf } from "./event-batches.ts";
import type { App } from "./operation.ts";

/** A task has become ready: it could be started, but for its agent, who may be busy. */
export interface ReadyTask extends Labels {
  /** That of the newest event that was known then: who has stopped goes on from there. */
  readonly seq: number;
  readonly at: string;
  readonly agent_id: string;
  readonly task_id: string;
  readonly action: "ready";
  readonly name: string;
  readonly priority: number;
}

/** Whose tasks are watched, and from when on. */
export interface ReadyWatch {
  /** One agent, or all. */
  readonly agent: string | undefined;
  /** The event behind which somebody wants to know; without one, from now on. */
  readonly since: number | undefined;
  /** The newest event when the watch began. */
  readonly last_seq: number;
}

/** The state may be ahead of the journal, where a writer died between the two: so one looks now and then all the same. */
const LONGEST_WAIT_MS = 60_000;

/** A time before all others. */
const EVER = "0000-01-01T00:00:00.000Z";

/** Tells which tasks become ready, from the events that follow one before `since`. The first look is taken at once. */
export async function readyTasks(
  app: App,
  events: AsyncIterable<TaskEvent>,
  watch: ReadyWatch,
): Promise<AsyncIterable<ReadyTask>> {
  return tasksAfter(app, events, watch, await lookAt(app, await agentsOf(app, watch.agent), new Map()));
}

async function* tasksAfter(
  app: App,
  events: AsyncIterable<TaskEvent>,
  { agent, since, last_seq }: ReadyWatch,
  first: Looks,
): AsyncGenerator<ReadyTask, undefined> {
  const batches = batchesOf(events);
  let seq = last_seq;
  let known = first;
  if (since === undefined) for (const { set, told } of known.values()) for (const name of namesOf(set)) told.add(name);
  if (since === 0) yield* tell(known, new Map(), { through: NOTHING, seq });
  if (since) yield* tell(known, known, { through: missed(since, await batches.upTo(last_seq)), seq });
  for (;;) {
    const batch = await batches.next(waitMs(known));
    if (!batch) return undefined;
    seq = batch.at(-1)?.seq ?? seq;
    const touched = batch.length > 0 ? touchedBy(batch, known, agent) : await agentsOf(app, agent);
    const looks = await lookAt(app, touched, known);
    yield* tell(looks, known, { through: { events: batch }, seq });
    known = new Map([...known, ...looks]);
  }
}

const NOTHING: Through = { events: [] };

/** What has happened behind an event, and since when that is. */
function missed(since: number, events: readonly TaskEvent[]): Through {
  const at = events.find(({ seq }) => seq === since)?.at ?? EVER;
  return { events: events.filter(({ seq }) => seq > since), since: at };
}

/** A look at one queue. */
interface Look {
  readonly set: ReadySet;
  /** What the clock said. */
  readonly at: string;
  /** When the next task is ready that only has to wait, on the clock of this process. */
  readonly nextMs: number;
  /** Of which of its ready tasks it was told. */
  readonly told: Set<string>;
}

type Looks = ReadonlyMap<string, Look>;

/** Tells what has become ready between two looks, and notes that it was told. */
function* tell(
  looks: Looks,
  before: Looks,
  { through, seq }: { through: Through; seq: number },
): Generator<ReadyTask, undefined> {
  for (const [agent_id, { set, at, told }] of looks) {
    for (const task of toBeTold(set, { agent_id, before: before.get(agent_id)?.set, told }, through)) {
      told.add(nameOfWait(task));
      yield readyTask(task, agent_id, { seq, at });
    }
  }
  return undefined;
}

async function agentsOf(app: App, agent: string | undefined): Promise<readonly string[]> {
  return agent === undefined ? (await app.store.agents()).map(({ agent_id }) => agent_id) : [agent];
}

async function lookAt(app: App, agents: readonly string[], before: Looks): Promise<Looks> {
  const looks = new Map<string, Look>();
  if (agents.length === 0) return looks;
  const facts = await app.store.read({ agents, dependencies: true });
  for (const [id, list] of facts.lists) {
    const set = readySetOf(list, facts);
    const afterMs = set.next_at === undefined ? Infinity : momentOf(set.next_at) - momentOf(facts.clock);
    const names = namesOf(set);
    const told = new Set([...(before.get(id)?.told ?? [])].filter((name) => names.has(name)));
    looks.set(id, { set, at: facts.clock, nextMs: performance.now() + afterMs, told });
  }
  return looks;
}

/** The agents of whom something may have become ready. */
function touchedBy(events: readonly TaskEvent[], known: Looks, agent: string | undefined): readonly string[] {
  const own = events.map(({ agent_id }) => agent_id).filter((id) => agent === undefined || id === agent);
  const others = [...known].filter(([id, { set }]) => mayMakeReady(set, id, events)).map(([id]) => id);
  return [...new Set([...own, ...others])];
}

/** How long nothing can happen but by an event. */
function waitMs(known: Looks): number {
  const next = Math.min(...[...known.values()].map(({ nextMs }) => nextMs));
  return Math.min(LONGEST_WAIT_MS, Math.max(1, Math.ceil(next - performance.now())));
}

function readyTask(task: Task, agent_id: string, { seq, at }: { seq: number; at: string }): ReadyTask {
  const { id: task_id, name, priority } = task;
  return { seq, at, agent_id, task_id, action: "ready", name, priority, ...labelsOf(task) };
}
