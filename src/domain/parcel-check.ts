import { foldCase, isAgentId } from "./agent-id.ts";
import { findCycle } from "./cycle.ts";
import { dependsOn } from "./dependencies.ts";
import { isEnd } from "./ending.ts";
import { groupBy } from "./group-by.ts";
import type { KeptKey } from "./kept-key.ts";
import { isEvent } from "./list-check.ts";
import { type Incoming, isFatal, type ListHead, type Parcel, type ParcelProblem, type RawParcel } from "./parcel.ts";
import { faultsOf } from "./parcel-faults.ts";
import { isCoveredBy } from "./same-task.ts";
import { purgeIn } from "./purge-record.ts";
import { isRecord } from "./scan.ts";
import { LARGEST_NUMBER } from "./task-id.ts";
import type { Task } from "./task.ts";

/** What a file of tasks brings, as far as it is what it should be, and all that is wrong with it. */
export interface CheckedParcel {
  readonly parcel: Parcel;
  readonly problems: readonly ParcelProblem[];
}

export interface CheckOptions {
  /** The present moment, in milliseconds since 1970. */
  readonly nowMs: number;
  /** Only what is of this agent counts. */
  readonly agent?: string | undefined;
}

/** Looks through all that a file holds. */
export function checkParcel(raw: RawParcel, { nowMs, agent }: CheckOptions): CheckedParcel {
  const isWanted = (id: unknown) => agent === undefined || (typeof id === "string" && foldCase(id) === foldCase(agent));
  const problems: ParcelProblem[] = [];
  const tasks: Incoming[] = [];
  for (const { item, value, notJson } of raw.items) {
    if (isRecord(value) && typeof value["agent_id"] === "string" && !isWanted(value["agent_id"])) continue;
    if (notJson !== undefined) problems.push({ problem: "not_json", item, detail: notJson });
    const faults = notJson === undefined ? taskFaults(value, nowMs) : [];
    problems.push(...faults.map((fault) => ({ ...fault, item, ...namesIn(value) })));
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- without a fault it is a task
    if (notJson === undefined && faults.length === 0) tasks.push({ item, task: value as Task });
  }
  const heads = raw.heads.filter((head) => !isRecord(head) || isWanted(head["agent_id"]));
  problems.push(...heads.filter((head) => !isHead(head)).map((): ParcelProblem => ({ problem: "head_wrong" })));
  const isWhole = agent === undefined && !problems.some(isFatal);
  const purged = isWhole ? purgeIn(raw.purged) : undefined;
  const parcel = {
    kind: raw.kind,
    heads: heads.filter(isHead),
    tasks,
    events: isWhole ? eventsIn(raw.events) : [],
    keys: keysIn(raw.keys).filter(({ agent_id }) => isWanted(agent_id)),
    lastId: typeof raw.lastId === "number" && isNumberOfId(raw.lastId) ? raw.lastId : 0,
    ...(purged && { purged }),
  };
  return { parcel, problems: [...problems, ...betweenTasks(tasks)] };
}

function taskFaults(value: unknown, nowMs: number): readonly Omit<ParcelProblem, "item">[] {
  const faults = faultsOf(value, nowMs);
  const agentId = isRecord(value) ? value["agent_id"] : undefined;
  const isBad = typeof agentId === "string" && !isAgentId(foldCase(agentId));
  return faults.length === 0 && isBad ? [{ problem: "not_an_agent_id", detail: agentId }] : faults;
}

function namesIn(value: unknown): Pick<ParcelProblem, "agent_id" | "task_id"> {
  if (!isRecord(value)) return {};
  const { agent_id, id } = value;
  return { ...(typeof agent_id === "string" && { agent_id }), ...(typeof id === "string" && { task_id: id }) };
}

function isHead(head: unknown): head is ListHead {
  return isRecord(head) && typeof head["agent_id"] === "string" && isAgentId(foldCase(head["agent_id"]));
}

/** The journal, if every line of it is an event, and they come in their order. */
function eventsIn(events: unknown): Parcel["events"] {
  const all: readonly unknown[] = Array.isArray(events) ? events : [];
  const good = all.filter(isEvent);
  const isInOrder = good.every(({ seq }, position) => position === 0 || seq > (good[position - 1]?.seq ?? seq));
  return good.length === all.length && isInOrder && isNumberOfId(good.at(-1)?.seq ?? 0) ? good : [];
}

function isNumberOfId(number: number): boolean {
  return Number.isSafeInteger(number) && number >= 0 && number <= LARGEST_NUMBER / 2;
}

function keysIn(keys: unknown): readonly KeptKey[] {
  const all: readonly unknown[] = Array.isArray(keys) ? keys : [];
  return all.filter(isKept).map(({ agent_id, key, task_id }) => ({ agent_id, key, task_id }));
}

function isKept(value: unknown): value is KeptKey {
  return isRecord(value) && ["agent_id", "key", "task_id"].every((field) => typeof value[field] === "string");
}

/** What is wrong with tasks as they stand together. */
function betweenTasks(tasks: readonly Incoming[]): readonly ParcelProblem[] {
  const first = new Map(tasks.toReversed().map(({ task }) => [task.id, task]));
  const doubled = tasks.filter(({ task }) => {
    const other = first.get(task.id);
    return other !== undefined && other !== task && !isCoveredBy(task, other);
  });
  const running = tasks.filter(({ task }) => task.status === "running");
  const others = [...groupBy(running, ({ task }) => task.agent_id).values()].flatMap((all) => all.slice(1));
  const cycle = findCycle(first.keys(), (id) => openDependencies(first.get(id)));
  return [
    ...doubled.map((each) => about("duplicate_id", each)),
    ...others.map((each) => about("two_running", each)),
    ...keysTwice(tasks).map((each) => about("key_twice", each)),
    ...tasks.flatMap((each) =>
      dependsOn(each.task)
        .filter((id) => !first.has(id) && !isEnd(each.task.status))
        .map((id) => ({ ...about("reference_missing", each), field: "depends_on", detail: id })),
    ),
    ...(cycle ? [{ problem: "cycle", field: "depends_on", detail: cycle.join(" -> ") } as const] : []),
  ];
}

/** What has ended waits for nothing any more. */
function openDependencies(task: Task | undefined): readonly string[] {
  return task && !isEnd(task.status) ? dependsOn(task) : [];
}

/** Open tasks of one agent with the key of another before them. */
function keysTwice(tasks: readonly Incoming[]): readonly Incoming[] {
  const keyed = tasks.filter(({ task }) => task.key && !isEnd(task.status));
  const groups = groupBy(keyed, ({ task }) => JSON.stringify([task.agent_id, task.key]));
  return [...groups.values()].flatMap(([first, ...others]) =>
    others.filter(({ task }) => first && !isCoveredBy(task, first.task)),
  );
}

function about(problem: ParcelProblem["problem"], { item, task }: Incoming): ParcelProblem {
  return { problem, item, agent_id: task.agent_id, task_id: task.id };
}
