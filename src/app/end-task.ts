import type { AgentList } from "../domain/agent-list.ts";
import { TaskListError } from "../domain/errors.ts";
import type { Task, TaskStatus } from "../domain/task.ts";
import { type Step, badTransition } from "../domain/transitions.ts";
import type { Change } from "../store/store.ts";
import type { Report } from "./input.ts";
import { findNamedTask } from "./named-task.ts";
import { type App, updateOptions } from "./operation.ts";
import type { Warned } from "./warning.ts";

export interface EndResult extends Warned {
  readonly task_id: string;
  readonly task: Task;
  /** False if the task had ended in this way before: the call was repeated. */
  readonly changed: boolean;
}

export interface Ending {
  /** The agent, as the caller names it. */
  readonly agent: string;
  /** The task that is meant to end; without it, whichever is current. */
  readonly task_id: string | undefined;
  readonly status: TaskStatus;
  readonly report: Report | undefined;
  readonly end: (list: AgentList, now: string) => Step;
}

/** Ends the current task of an agent. A named task that has ended in the same way already is a success without a change. */
export async function endTask(app: App, { agent: name, task_id, status, report, end }: Ending): Promise<EndResult> {
  const agent = await app.store.agentId(name);
  const change: Change<EndResult> = (facts) => {
    const list = facts.lists.get(agent);
    if (!list) throw new TaskListError("AGENT_NOT_FOUND", { agent_id: agent });
    if (task_id === undefined || list.current_task?.id === task_id) {
      const { list: after, event, task } = end(list, facts.now);
      return { lists: [after], events: [event], result: { task_id: task.id, task, changed: true } };
    }
    const found = findNamedTask(facts, list, task_id);
    if ("need" in found) return found;
    if (found.task.status !== status) throw badTransition(list, found.task, status);
    return { result: { task_id, task: found.task, changed: false } };
  };
  const { result, warnings: late } = await app.store.update({ agents: [agent] }, change, updateOptions(app));
  const warnings = report?.isCut && result.changed ? [...late, { problem: "report_cut" as const }] : late;
  return warnings.length === 0 ? result : { ...result, warnings };
}
