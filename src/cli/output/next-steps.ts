import { isRecord } from "../../domain/scan.ts";

/** What the next command depends on, of what was done or shown. */
interface Outcome {
  readonly agent: string | undefined;
  readonly id: string | undefined;
  /** How many tasks wait; undefined where that was not asked for. */
  readonly pending: number | undefined;
  readonly isRunning: boolean;
  /** Whether the whole queue is on hold. */
  readonly isHeld: boolean;
  /** Whether the task is to be tried again by itself. */
  readonly isPending: boolean;
}

/** The command that comes next, by the one that was successful. */
const NEXT: Readonly<Record<string, (outcome: Outcome) => string | undefined>> = {
  create: startNext,
  start: ({ agent, id }) => `agent-tasks complete --agent ${agent} --task-id ${id} --result "..."`,
  complete: startNext,
  fail: ({ agent, id, isPending }) => (isPending ? undefined : `agent-tasks retry --agent ${agent} --task-id ${id}`),
  retry: startNext,
  restore: startNext,
  cancel: ({ agent, id }) => id && `agent-tasks restore --agent ${agent} --task-id ${id}`,
  hold: ({ agent, id }) => `agent-tasks release --agent ${agent}${id === undefined ? "" : ` --task-id ${id}`}`,
  release: startNext,
  move: ({ id }) => `agent-tasks why --task-id ${id}`,
  list: ({ agent, isRunning, isHeld, pending }) => {
    if (isRunning) return `agent-tasks resume --agent ${agent}`;
    if (isHeld) return `agent-tasks release --agent ${agent}`;
    return pending ? `agent-tasks start --agent ${agent}` : undefined;
  },
};

/** Where there was nothing to show: how to begin. */
const BEGIN: Readonly<Record<string, (agent: string) => string>> = {
  list: (agent) => `agent-tasks create --agent ${agent} --name "..."`,
  "list-all": (agent) => `agent-tasks create --agent ${agent} --name "..."`,
  stats: (agent) => `agent-tasks create --agent ${agent} --name "..."`,
  query: () => "agent-tasks list-all",
  log: () => "agent-tasks list-all",
  history: (agent) => `agent-tasks list --agent ${agent}`,
};

/** What somebody would type next; undefined where nothing suggests itself. */
export function nextStep(command: string, result: object): string | undefined {
  if ("group" in result) return undefined; // it was about tasks of several agents
  return NEXT[command]?.(outcomeOf(result));
}

/** What somebody would type who finds nothing there. */
export function firstStep(command: string, result: object): string | undefined {
  return BEGIN[command]?.(outcomeOf(result).agent ?? "coder");
}

function startNext({ agent }: Outcome): string {
  return `agent-tasks start --agent ${agent}`;
}

/** Results have these under the names of the JSON. */
function outcomeOf(result: object): Outcome {
  const facts: Readonly<Record<string, unknown>> = { ...result };
  const { task, tasks, pending_tasks, current_task, hold } = facts;
  const first: unknown = Array.isArray(tasks) ? tasks[0] : undefined;
  const sources = [facts, task, first, isRecord(first) ? first["task"] : undefined].filter(isRecord);
  return {
    agent: firstText(sources, "agent_id"),
    id: firstText(sources, "task_id") ?? firstText(sources, "id"),
    pending: Array.isArray(pending_tasks) ? pending_tasks.length : undefined,
    isRunning: isRecord(current_task),
    isHeld: isRecord(hold),
    isPending: isRecord(task) && task["status"] === "pending",
  };
}

function firstText(sources: readonly Readonly<Record<string, unknown>>[], field: string): string | undefined {
  const found = sources.map((source) => source[field]).find((value) => typeof value === "string");
  return typeof found === "string" ? found : undefined;
}
