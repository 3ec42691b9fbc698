import type { AgentList } from "../domain/agent-list.ts";
import { invalid } from "../domain/errors.ts";
import type { EventDraft } from "../domain/event.ts";
import { labelsOf } from "../domain/labels.ts";
import type { Step } from "../domain/step.ts";
import type { Task } from "../domain/task.ts";
import type { Facts } from "../store/store.ts";
import { type Cascaded, withCascade } from "./cascade.ts";
import { type InputOf, optional, required } from "./input.ts";
import { group } from "./link-readers.ts";
import { listOf } from "./named-task.ts";
import { openPlaces } from "./open-places.ts";
import { type App, changeTasks } from "./operation.ts";
import { agentName, count } from "./readers.ts";
import type { Warned } from "./warning.ts";

export interface GroupResult extends Warned, Cascaded {
  readonly group: string;
  /** Null: all agents. */
  readonly agent_id: string | null;
  /** How many tasks were changed; 0 if it was so before. */
  readonly count: number;
  readonly tasks: readonly { readonly agent_id: string; readonly task_id: string }[];
}

/** Whose tasks are meant, and how many there have to be: with any other number nothing is changed. */
export const groupFields = { group: required(group), agent: optional(agentName), expected_count: optional(count) };

interface GroupCare {
  /** The tasks of a list with which it can be done. */
  readonly pick: (list: AgentList) => readonly Task[];
  readonly change: (list: AgentList, task: Task, facts: Facts) => Step | undefined;
}

/** Does something with all tasks of a group, of one agent or of all, in one commit. */
export async function changeGroup(
  app: App,
  { group: name, agent, expected_count }: InputOf<typeof groupFields>,
  care: GroupCare,
): Promise<GroupResult> {
  const agent_id = agent === undefined ? null : await app.store.agentId(agent);
  const agents = agent_id === null ? await agentsWith(app, name) : [agent_id];
  return changeTasks<GroupResult>(app, { agents, dependencies: true }, (facts) => {
    if (agent_id !== null) listOf(facts, agent_id);
    const changed = agents.flatMap((id) => changeIn(facts.lists.get(id), name, care, facts) ?? []);
    const events = changed.flatMap((each) => each.events);
    const tasks = events.flatMap((event) =>
      event.task_id === null ? [] : [{ agent_id: event.agent_id, task_id: event.task_id }],
    );
    if (tasks.length !== (expected_count ?? tasks.length)) throw notConfirmed(name, tasks.length);
    const result = { group: name, agent_id, count: tasks.length, tasks };
    return withCascade(facts, { lists: changed.map(({ list }) => list), events, result });
  });
}

/** The refusal to change so many tasks as long as nobody has said that they are meant. */
export function notConfirmed(name: string, tasks: number): Error {
  return invalid("not_confirmed", { parameter: "yes", given: name, count: tasks });
}

/** The agents that have open tasks of a group. */
async function agentsWith(app: App, name: string): Promise<readonly string[]> {
  const places = await openPlaces(app, { group: name });
  return [...new Set(places.map(({ agent_id }) => agent_id))].toSorted();
}

/** Undefined if there is nothing to change. */
function changeIn(
  list: AgentList | undefined,
  name: string,
  { pick, change }: GroupCare,
  facts: Facts,
): { readonly list: AgentList; readonly events: readonly EventDraft[] } | undefined {
  if (!list) return undefined;
  const events: EventDraft[] = [];
  let after = list;
  for (const task of pick(list).filter((each) => labelsOf(each).group === name)) {
    const step = change(after, task, facts);
    if (!step) continue;
    after = step.list;
    events.push(step.event);
  }
  return events.length === 0 ? undefined : { list: after, events };
}
