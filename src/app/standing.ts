import { newAgentId } from "../domain/agent-id.ts";
import type { AgentList } from "../domain/agent-list.ts";
import { TaskListError, isRefusal } from "../domain/errors.ts";
import type { Outlook } from "../domain/readiness.ts";
import type { Task } from "../domain/task.ts";
import { nextOf } from "../domain/next-task.ts";
import { type TaskCount, countOfAll } from "../domain/totals.ts";
import type { AgentSummary } from "../store/store.ts";
import { optional } from "./input.ts";
import { type App, defineOperation } from "./operation.ts";
import { agentName } from "./readers.ts";
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
    const name = agent ?? app.settings.agent.value;
    const known = await readTasks(app, name);
    // What an agent asks for itself is refused as by any other command; of the others it is told that they are unknown.
    if (name !== null && !known.queue && known.problem) throw known.problem;
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

interface Queue {
  readonly list: AgentList | undefined;
  readonly outlook: Outlook;
}

/** What the store tells. A queue that cannot be read hides neither that of the agent nor, if it is the agent's, the others. */
interface Known {
  readonly exists: boolean;
  readonly agent_id: string | null;
  /** The agent's queue; undefined where it is not known. */
  readonly queue?: Queue | undefined;
  readonly summaries?: readonly AgentSummary[] | undefined;
  readonly problem?: TaskListError | undefined;
}

async function readTasks(app: App, name: string | null): Promise<Known> {
  const root = await attempt(() => app.store.read({}));
  if (root.problem) return withoutRoot(root.problem, name);
  const all = await attempt(() => app.store.agents());
  const id = await attempt(async () => (name === null ? null : app.store.agentId(name)));
  const agent_id = id.value ?? null;
  const own = await attempt(async () => (agent_id === null ? undefined : readQueue(app, agent_id)));
  const problem = id.problem ?? own.problem ?? all.problem;
  return { exists: true, agent_id, queue: own.value, summaries: all.value, problem };
}

/** A root that is not there yet is how everybody begins; anything else that hides it is trouble. */
async function withoutRoot(problem: TaskListError, name: string | null): Promise<Known> {
  const id = await attempt(async () => (name === null ? null : newAgentId(name)));
  const isMissing = isRefusal(problem, "IO_ERROR") && problem.facts.reason === "ENOENT";
  const exists = !isRefusal(problem, "IO_ERROR");
  return { exists, agent_id: id.value ?? null, problem: id.problem ?? (isMissing ? undefined : problem) };
}

async function readQueue(app: App, agent_id: string): Promise<Queue> {
  const facts = await app.store.read({ agents: [agent_id], dependencies: true });
  return { list: facts.lists.get(agent_id), outlook: facts };
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
  const standing = {
    root: { ...app.settings.root, exists },
    agent_id,
    current_task: queue?.list?.current_task ?? null,
    next_task: (queue?.list && nextOf(queue.list, queue.outlook)) ?? null,
    pending: queue ? waiting.length : null,
    agents: summaries?.map((summary) => summary.agent_id) ?? null,
    total_tasks: summaries ? countOfAll(summaries.map(({ counts }) => counts)) : null,
  };
  return {
    ...standing,
    next: problem && !queue ? ["agent-tasks where"] : nextCommands(standing),
    ...(problem && { problem }),
    ...configWarnings(app),
  };
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
