import type { AgentList } from "../domain/agent-list.ts";
import { finishedTasks, openTasks } from "../domain/find-task.ts";
import { groupBy } from "../domain/group-by.ts";
import { EXPORT_FORMAT, EXPORT_VERSION } from "../domain/parcel.ts";
import type { Task } from "../domain/task.ts";
import type { Listed } from "../domain/trim.ts";
import type { Snapshot } from "../store/store.ts";
import { jsonLine } from "./json-line.ts";

/** The tasks of one agent, and what its list says of itself; nothing if only the archive has tasks of it. */
export interface AgentExport {
  readonly agent_id: string;
  readonly head: Readonly<Record<string, unknown>> | undefined;
  /** The running one, then those that wait, in their order, then those that ended, of each outcome the first that ended first. */
  readonly tasks: readonly Task[];
}

/** What there is of each agent. */
export function agentsOf({ lists, archived }: Snapshot): readonly AgentExport[] {
  const byAgent = groupBy(archived, ({ agent_id }) => agent_id);
  const listed = new Map(lists.map((list) => [list.agent_id, list]));
  const ids = [...new Set([...listed.keys(), ...byAgent.keys()])].toSorted();
  return ids.map((agent_id) => {
    const list = listed.get(agent_id);
    const ended = [...(byAgent.get(agent_id) ?? []), ...(list ? finishedTasks(list) : [])];
    const of = (status: Task["status"]) => ended.filter((task) => task.status === status);
    return {
      agent_id,
      head: list && headOf(list),
      tasks: [...(list ? openTasks(list) : []), ...of("completed"), ...of("failed"), ...of("cancelled")],
    };
  });
}

function headOf(list: AgentList): Readonly<Record<string, unknown>> {
  const {
    current_task: _,
    pending_tasks: __,
    completed_tasks: completed,
    failed_tasks: failed,
    cancelled_tasks: cancelled,
    outbox: ___,
    ...head
  } = list;
  const listed: Listed = { completed: completed.length, failed: failed.length, cancelled: cancelled.length };
  return { ...head, listed };
}

/** What a document of an export holds besides tasks and lists. */
export interface Rest extends Pick<Snapshot, "keys" | "lastId" | "purged"> {
  readonly exportedAt: string;
  /** The journal, where all of it is exported. */
  readonly events: Snapshot["events"] | undefined;
}

/** The complete export, as JSON: a task or an event is one line of it, so that versions of it can be compared. */
export function* exportDocument(
  agents: readonly AgentExport[],
  { exportedAt, events, keys, lastId, purged }: Rest,
): Generator<string, undefined> {
  const whole = { format: EXPORT_FORMAT, version: EXPORT_VERSION, exported_at: exportedAt, last_id: lastId };
  yield `${JSON.stringify(whole).slice(0, -1)},\n`;
  const heads = agents.map(({ head }) => head).filter((head) => head !== undefined);
  yield* arrayOf("agents", heads);
  yield ",\n";
  yield* arrayOf(
    "tasks",
    agents.flatMap(({ tasks }) => tasks),
  );
  if (events) {
    yield ",\n";
    yield* arrayOf("events", events);
  }
  yield ",\n";
  yield* arrayOf("keys", keys);
  if (events && purged) {
    yield ",\n";
    yield* arrayOf("purged", purged);
  }
  yield "}\n";
  return undefined;
}

function* arrayOf(name: string, items: readonly object[]): Generator<string, undefined> {
  yield `${JSON.stringify(name)}:[`;
  for (const [position, item] of items.entries()) yield `${position === 0 ? "\n" : ",\n"}${jsonLine(item).trimEnd()}`;
  yield items.length === 0 ? "]" : "\n]";
  return undefined;
}
