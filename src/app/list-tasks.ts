import type { AgentList } from "../domain/agent-list.ts";
import { inRunningOrder } from "../domain/queue.ts";
import type { Task } from "../domain/task.ts";
import { agentName, required } from "./input.ts";
import { defineOperation } from "./operation.ts";
import type { Warned } from "./warning.ts";

export interface ListResult extends Warned {
  /** All tasks of the agent, those included that only the archive still holds. */
  readonly totals: Readonly<Record<"current" | "pending" | "completed" | "failed" | "cancelled" | "all", number>>;
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
}

/** Shows the queue of an agent. */
export const listTasks = defineOperation({
  name: "list",
  isChange: false,
  input: { agent: required(agentName) },
  async run(app, { agent: name }): Promise<ListResult> {
    const agent = await app.store.agentId(name);
    const list = (await app.store.read({ agents: [agent] })).lists.get(agent);
    return {
      totals: totalsOf(list),
      agent_id: list?.agent_id ?? agent,
      agent_name: list?.agent_name ?? agent,
      current_task: list?.current_task ?? null,
      pending_tasks: inRunningOrder(list?.pending_tasks ?? []),
      completed_tasks: list?.completed_tasks ?? [],
      failed_tasks: list?.failed_tasks ?? [],
      cancelled_tasks: list?.cancelled_tasks ?? [],
      created_at: list?.created_at ?? null,
      updated_at: list?.updated_at ?? null,
    };
  },
});

function totalsOf(list: AgentList | undefined): ListResult["totals"] {
  const { completed, failed, cancelled } = list?.totals ?? { completed: 0, failed: 0, cancelled: 0 };
  const current = list?.current_task ? 1 : 0;
  const pending = list?.pending_tasks.length ?? 0;
  return { current, pending, completed, failed, cancelled, all: current + pending + completed + failed + cancelled };
}
