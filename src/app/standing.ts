import type { AgentList } from "../domain/agent-list.ts";
import { TaskListError } from "../domain/errors.ts";
import { nextTask } from "../domain/queue.ts";
import type { Task } from "../domain/task.ts";
import { NO_TASKS, type TaskCount, countOf, sumOf } from "../domain/totals.ts";
import type { AgentSummary } from "../store/store.ts";
import { optional } from "./input.ts";
import { type App, defineOperation } from "./operation.ts";
import { agentName } from "./readers.ts";
import { rootExists } from "./root-exists.ts";
import type { Setting } from "./settings.ts";
import { type Warned, configWarnings } from "./warning.ts";

/** How things stand, for somebody who has just come. */
export interface Standing extends Warned {
  readonly root: Setting<string> & { readonly exists: boolean };
  /** Null: nobody has said who asks. */
  readonly agent_id: string | null;
  readonly current_task: Task | null;
  /** The pending task that would start next. */
  readonly next_task: Task | null;
  /** How many tasks of this agent wait. */
  readonly pending: number;
  /** All agents that have a queue. */
  readonly agents: readonly string[];
  readonly total_tasks: TaskCount;
  /** What to type next. */
  readonly next: readonly string[];
  /** Why nothing is known of the tasks. */
  readonly problem?: TaskListError;
}

const input = { agent: optional(agentName) };

/** Says how things stand, for an agent's context. */
export const prime = defineOperation({
  name: "prime",
  isChange: false,
  input,
  async run(app, { agent }): Promise<Standing> {
    return standingOf(app, await readTasks(app, agent ?? app.settings.agent.value));
  },
});

/** Says how things stand to somebody who asked for nothing: also where the tasks cannot be read. */
export const overview = defineOperation({
  name: "overview",
  isChange: false,
  input: {},
  async run(app): Promise<Standing> {
    try {
      return standingOf(app, await readTasks(app, app.settings.agent.value));
    } catch (error) {
      if (!(error instanceof TaskListError)) throw error;
      return { ...standingOf(app, { exists: await rootExists(app), agent_id: null }), problem: error };
    }
  },
});

/** What the store tells. */
interface Known {
  readonly exists: boolean;
  readonly agent_id: string | null;
  readonly list?: AgentList | undefined;
  readonly summaries?: readonly AgentSummary[];
}

async function readTasks(app: App, name: string | null): Promise<Known> {
  const agent_id = name === null ? null : await app.store.agentId(name);
  if (!(await rootExists(app))) return { exists: false, agent_id };
  const summaries = await app.store.agents();
  const agents = agent_id === null ? [] : [agent_id];
  return { exists: true, agent_id, list: (await app.store.read({ agents })).lists.get(agent_id ?? ""), summaries };
}

function standingOf(app: App, { exists, agent_id, list, summaries = [] }: Known): Standing {
  const pending = list?.pending_tasks ?? [];
  const counts = summaries.map((summary) => countOf(summary.counts));
  const standing = {
    root: { ...app.settings.root, exists },
    agent_id,
    current_task: list?.current_task ?? null,
    next_task: nextTask(pending) ?? null,
    pending: pending.length,
    agents: summaries.map((summary) => summary.agent_id),
    total_tasks: sumOf(NO_TASKS, counts),
  };
  return { ...standing, next: nextCommands(standing), ...configWarnings(app) };
}

function nextCommands({ agent_id, current_task, next_task, agents }: Omit<Standing, "next">): readonly string[] {
  const agent = agent_id ?? agents[0] ?? "coder";
  const create = `agent-tasks create --agent ${agent} --name "..."`;
  if (current_task) {
    const named = `--agent ${agent} --task-id ${current_task.id}`;
    return [`agent-tasks complete ${named} --result "..."`, `agent-tasks fail ${named} --error "..."`];
  }
  if (next_task) return [`agent-tasks start --agent ${agent}`];
  return agent_id !== null || agents.length === 0 ? [create] : ["agent-tasks list-all", create];
}
