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
  /** How many tasks of this agent wait; null where that is not known. */
  readonly pending: number | null;
  /** All agents that have a queue; null where that is not known. */
  readonly agents: readonly string[] | null;
  readonly total_tasks: TaskCount | null;
  /** What to type next. */
  readonly next: readonly string[];
  /** Why something of this is not known. */
  readonly problem?: TaskListError;
}

const input = { agent: optional(agentName) };

/** Says how things stand, for an agent's context. */
export const prime = defineOperation({
  name: "prime",
  isChange: false,
  input,
  async run(app, { agent }): Promise<Standing> {
    const known = await readTasks(app, agent ?? app.settings.agent.value);
    if (known.agent_id !== null && known.exists && !known.queue && known.problem) throw known.problem;
    return standingOf(app, known);
  },
});

/** Says how things stand to somebody who asked for nothing: also where the tasks cannot be read. */
export const overview = defineOperation({
  name: "overview",
  isChange: false,
  input: {},
  run: async (app): Promise<Standing> => standingOf(app, await readTasks(app, app.settings.agent.value)),
});

/** What the store tells. A queue that cannot be read hides neither that of the agent nor, if it is the agent's, the others. */
interface Known {
  readonly exists: boolean;
  readonly agent_id: string | null;
  /** The agent's queue; undefined where it is not known. */
  readonly queue?: { readonly list: AgentList | undefined } | undefined;
  readonly summaries?: readonly AgentSummary[] | undefined;
  readonly problem?: TaskListError | undefined;
}

async function readTasks(app: App, name: string | null): Promise<Known> {
  if (!(await rootExists(app))) return { exists: false, agent_id: name };
  const all = await attempt(() => app.store.agents());
  const own = name === null ? {} : await attempt(() => readQueue(app, name));
  const agent_id = own.value?.agent_id ?? name;
  return {
    exists: true,
    agent_id,
    queue: own.value,
    summaries: all.value,
    problem: own.problem ?? all.problem,
  };
}

async function readQueue(app: App, name: string): Promise<{ agent_id: string; list: AgentList | undefined }> {
  const agent_id = await app.store.agentId(name);
  return { agent_id, list: (await app.store.read({ agents: [agent_id] })).lists.get(agent_id) };
}

async function attempt<Value>(read: () => Promise<Value>): Promise<{ value?: Value; problem?: TaskListError }> {
  try {
    return { value: await read() };
  } catch (error) {
    if (error instanceof TaskListError) return { problem: error };
    throw error;
  }
}

function standingOf(app: App, { exists, agent_id, queue, summaries, problem }: Known): Standing {
  const waiting = queue?.list?.pending_tasks ?? [];
  const counts = summaries?.map((summary) => countOf(summary.counts));
  const standing = {
    root: { ...app.settings.root, exists },
    agent_id,
    current_task: queue?.list?.current_task ?? null,
    next_task: nextTask(waiting) ?? null,
    pending: queue ? waiting.length : null,
    agents: summaries?.map((summary) => summary.agent_id) ?? null,
    total_tasks: counts ? sumOf(NO_TASKS, counts) : null,
  };
  return { ...standing, next: nextCommands(standing), ...(problem && { problem }), ...configWarnings(app) };
}

function nextCommands({ agent_id, current_task, next_task, agents }: Omit<Standing, "next">): readonly string[] {
  const agent = agent_id ?? agents?.[0] ?? "coder";
  const create = `agent-tasks create --agent ${agent} --name "..."`;
  if (current_task) {
    const named = `--agent ${agent} --task-id ${current_task.id}`;
    return [`agent-tasks complete ${named} --result "..."`, `agent-tasks fail ${named} --error "..."`];
  }
  if (next_task) return [`agent-tasks start --agent ${agent}`];
  return agent_id === null && agents && agents.length > 0 ? ["agent-tasks list-all", create] : [create];
}
