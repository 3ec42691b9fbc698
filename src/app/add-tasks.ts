import type { AgentList } from "../domain/agent-list.ts";
import { type Cleared, cancelDoomed } from "../domain/doomed.ts";
import { endsOf } from "../domain/ends.ts";
import type { EventDraft } from "../domain/event.ts";
import { type NewTask, createTasks } from "../domain/new-tasks.ts";
import type { Task } from "../domain/task.ts";
import type { Facts, Need } from "../store/store.ts";

type Additions = ReadonlyMap<string, NewTask>;

/** What a call has added: its own list first, then those of the tasks that got parts. */
interface Added {
  readonly lists: readonly AgentList[];
  readonly events: readonly EventDraft[];
  readonly tasks: readonly Task[];
}

/** What is needed where new tasks name others; most do not, and then it is not loaded. */
export type Links = typeof import("./new-task-links.ts") & typeof import("./new-task-parts.ts");

/**
 * Adds tasks to a list, and tells those of which they are parts. What cannot run any more, since the tasks that it depends
 * on have failed before, is cancelled at once.
 *
 * @throws INVALID_TRANSITION if the task of which one is to be a part has ended
 * @throws QUEUE_FULL
 */
export function addTasks(
  list: AgentList,
  additions: Additions,
  facts: Facts,
  links: Links | undefined,
): Added | { readonly need: Need } {
  const step = createTasks(list, links ? links.withParts(additions) : additions, facts);
  if (!links) return { ...step, lists: [step.list] };
  const ended = endsOf((id) => facts.tasks.get(id)?.[0]);
  const cleared = cancelDoomed(step.list, ended, { now: facts.now, only: additions });
  const parents = links.tellParents(cleared.list, additions, facts);
  if ("need" in parents) return parents;
  return {
    lists: parents.lists,
    events: [...step.events, ...cleared.steps.map(({ event }) => event), ...parents.events],
    tasks: step.tasks.map((task) => asItIs(task, cleared)),
  };
}

function asItIs(task: Task, { steps }: Cleared): Task {
  return steps.find((step) => step.task.id === task.id)?.task ?? task;
}
