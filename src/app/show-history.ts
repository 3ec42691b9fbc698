import type { Task } from "../domain/task.ts";
import { optional, required, withDefault } from "./input.ts";
import { labelFields, labelFilter } from "./label-filter.ts";
import { defineOperation } from "./operation.ts";
import { agentName, count, month } from "./readers.ts";
import { type Warned, missingWarning } from "./warning.ts";

export interface HistoryResult extends Warned {
  readonly agent_id: string;
  /** How many there are; `history` may be fewer. */
  readonly total: number;
  readonly returned: number;
  readonly history: readonly Task[];
}

const input = { agent: required(agentName), limit: withDefault(count, 10), month: optional(month), ...labelFields };

/** Shows what an agent has finished: completed, failed and cancelled, the newest first. */
export const showHistory = defineOperation({
  name: "history",
  isChange: false,
  input,
  async run(app, { agent: name, limit, month: wanted, ...labels }): Promise<HistoryResult> {
    const agent = await app.store.agentId(name);
    const isEnded = true as const;
    const { total, tasks, missing } = await app.store.tasks({
      agent,
      isEnded,
      limit,
      ...(wanted !== undefined && { month: wanted }),
      ...labelFilter(labels),
    });
    const history = tasks.map(({ task }) => task);
    return { agent_id: agent, total, returned: history.length, history, ...missingWarning({ missing }) };
  },
});
