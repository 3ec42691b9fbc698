import { openTasks } from "../domain/find-task.ts";
import { asksForLabels, childrenOf, hasLabels, labelsOf } from "../domain/labels.ts";
import { inRunningOrder } from "../domain/queue.ts";
import { type Hold, holdOf, isReady, type Outlook } from "../domain/readiness.ts";
import type { StatusCount } from "../domain/status-count.ts";
import type { Task } from "../domain/task.ts";
import { type TaskTotals, countTasks } from "../domain/totals.ts";
import { optional, required } from "./input.ts";
import { labelFields, labelFilter } from "./label-filter.ts";
import { type App, defineOperation } from "./operation.ts";
import { agentName, count } from "./readers.ts";
import type { Warned } from "./warning.ts";

export interface ListResult extends Warned {
  /** All tasks of the agent, those included that only the archive still holds. */
  readonly totals: TaskTotals;
  readonly agent_id: string;
  readonly agent_name: string;
  readonly current_task: Task | null;
  /** In the order in which they will start. */
  readonly pending_tasks: readonly Task[];
  readonly completed_tasks: readonly Task[];
  readonly failed_tasks: readonly Task[];
  readonly cancelled_tasks: readonly Task[];
  readonly created_at: string | null;
  readonly updated_at: string | null;
  /** How far the parts of its open tasks have come, by the ids of those that have some. */
  readonly children?: Readonly<Record<string, StatusCount>>;
  /** Why nothing of this queue starts, if it is on hold. */
  readonly hold?: Hold;
  /** With a limit, or where labels are asked for: how many such tasks the list holds, and how many of them are here. */
  readonly total?: number;
  readonly returned?: number;
}

const input = { agent: required(agentName), limit: optional(count), ...labelFields };

/** Shows the queue of an agent. */
export const listTasks = defineOperation({
  name: "list",
  isChange: false,
  input,
  async run(app, { agent: name, limit, ...labels }): Promise<ListResult> {
    const agent = await app.store.agentId(name);
    const facts = await app.store.read({ agents: [agent], dependencies: true });
    const list = facts.lists.get(agent);
    const held = list && holdOf(list);
    const whole = {
      totals: countTasks(list),
      agent_id: list?.agent_id ?? agent,
      agent_name: list?.agent_name ?? agent,
      current_task: list?.current_task ?? null,
      pending_tasks: readyFirst(inRunningOrder(list?.pending_tasks ?? []), facts),
      completed_tasks: list?.completed_tasks ?? [],
      failed_tasks: list?.failed_tasks ?? [],
      cancelled_tasks: list?.cancelled_tasks ?? [],
      created_at: list?.created_at ?? null,
      updated_at: list?.updated_at ?? null,
      ...(held && { hold: held }),
    };
    const result = await withParts(app, whole);
    const filter = labelFilter(labels);
    if (!asksForLabels(filter)) return limit === undefined ? result : cut(result, limit);
    return cut(
      only(result, (task) => hasLabels(labelsOf(task), filter)),
      limit ?? Infinity,
    );
  },
});

/** The queue, with how far the parts of its open tasks have come, if one has any. */
async function withParts(app: App, whole: ListResult): Promise<ListResult> {
  const open = openTasks(whole);
  if (!open.some((task) => task.children !== undefined && childrenOf(task).length > 0)) return whole;
  return { ...whole, children: await (await import("./count-parts.ts")).countParts(app, open) };
}

/** Those that can be started now, then those that have to wait. */
function readyFirst(tasks: readonly Task[], outlook: Outlook): readonly Task[] {
  const waiting = tasks.filter((task) => !isReady(task, outlook));
  return waiting.length === 0 ? tasks : [...tasks.filter((task) => isReady(task, outlook)), ...waiting];
}

/** The tasks of a kind. */
function only(result: ListResult, isOne: (task: Task) => boolean): ListResult {
  const { current_task, pending_tasks, completed_tasks, failed_tasks, cancelled_tasks } = result;
  return {
    ...result,
    current_task: current_task && isOne(current_task) ? current_task : null,
    pending_tasks: pending_tasks.filter(isOne),
    completed_tasks: completed_tasks.filter(isOne),
    failed_tasks: failed_tasks.filter(isOne),
    cancelled_tasks: cancelled_tasks.filter(isOne),
  };
}

/** The first tasks: the running one, those that wait, and of those that ended the newest. */
function cut(result: ListResult, limit: number): ListResult {
  let left = limit;
  const take = (tasks: readonly Task[], isNewestLast: boolean) => {
    const taken = isNewestLast ? tasks.slice(Math.max(0, tasks.length - left)) : tasks.slice(0, left);
    left -= taken.length;
    return taken;
  };
  const { current_task, pending_tasks, completed_tasks, failed_tasks, cancelled_tasks } = result;
  const all = [pending_tasks, completed_tasks, failed_tasks, cancelled_tasks];
  const total = all.reduce((sum, tasks) => sum + tasks.length, current_task ? 1 : 0);
  const [current = null] = take(current_task ? [current_task] : [], false);
  const shown = {
    current_task: current,
    pending_tasks: take(pending_tasks, false),
    completed_tasks: take(completed_tasks, true),
    failed_tasks: take(failed_tasks, true),
    cancelled_tasks: take(cancelled_tasks, true),
  };
  const { totals, ...rest } = result;
  return { totals, total, returned: Math.min(total, limit), ...rest, ...shown };
}
