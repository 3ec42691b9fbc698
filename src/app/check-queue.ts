import type { AgentList } from "../domain/agent-list.ts";
import { attemptOf } from "../domain/attempts.ts";
import { hasExpired, leaseEnd } from "../domain/lease.ts";
import { holdOf, isReady, type Outlook } from "../domain/readiness.ts";
import type { Task } from "../domain/task.ts";
import { earliest } from "../domain/timestamp.ts";
import { nextTask } from "../domain/queue.ts";
import { required } from "./input.ts";
import { defineOperation } from "./operation.ts";
import { agentName } from "./readers.ts";
import type { Warned } from "./warning.ts";

/** Whether an agent has something to do: a task to take, one to go on with, or neither. */
export type Answer = "WORK_NEEDED" | "RESUME" | "NO_REPLY";

export interface CheckResult extends Warned {
  readonly agent_id: string;
  readonly answer: Answer;
  /** The task that would start next, or that is to be gone on with. */
  readonly task: Task | null;
  /** Which attempt at it that is. */
  readonly attempt: number | null;
  /** How many pending tasks can be started now, and how many have to wait. */
  readonly ready: number;
  readonly waiting: number;
  /** Since when the oldest of those that can be started has been there; null if there is none. */
  readonly oldest_at: string | null;
  /** Of a running task: since when, and until when it is leased. */
  readonly started_at?: string;
  readonly lease_expires_at?: string;
  /** Whether that is over. */
  readonly is_lease_out?: true;
  /** Whether the whole queue is on hold. */
  readonly held?: true;
  /** What the clock said. */
  readonly at: string;
}

const input = { agent: required(agentName) };

/** Says whether an agent has something to do, without a lock. */
export const checkQueue = defineOperation({
  name: "check",
  isChange: false,
  input,
  async run(app, { agent: name }): Promise<CheckResult> {
    const agent = await app.store.agentId(name);
    const facts = await app.store.read({ agents: [agent], dependencies: true });
    const list = facts.lists.get(agent);
    if (!list) return { ...NOTHING, agent_id: agent, at: facts.clock };
    return stateOf(list, facts);
  },
});

const NOTHING = { answer: "NO_REPLY", task: null, attempt: null, ready: 0, waiting: 0, oldest_at: null } as const;

function stateOf(list: AgentList, outlook: Outlook): CheckResult {
  const { clock } = outlook;
  const { agent_id, current_task, pending_tasks } = list;
  const held = list.hold && holdOf(list) ? { held: true as const } : {};
  const ready = "held" in held ? [] : pending_tasks.filter((task) => isReady(task, outlook));
  const counts = {
    ready: ready.length,
    waiting: pending_tasks.length - ready.length,
    oldest_at: earliest(ready.map((task) => task.assigned_at)) ?? null,
    ...held,
    at: clock,
  };
  if (current_task) return { agent_id, ...runningState(current_task, clock), ...counts };
  const task = nextTask(ready) ?? null;
  return { agent_id, answer: task ? "WORK_NEEDED" : "NO_REPLY", task, attempt: task && attemptOf(task), ...counts };
}

/** Whoever holds a lease is at work; what runs without one may have been left behind. */
function runningState(
  task: Task,
  clock: string,
): Omit<CheckResult, "agent_id" | "ready" | "waiting" | "oldest_at" | "at"> {
  const { started_at } = task;
  const lease_expires_at = leaseEnd(task);
  const isOut = hasExpired(task, clock);
  return {
    answer: lease_expires_at && !isOut ? "NO_REPLY" : "RESUME",
    task,
    attempt: attemptOf(task),
    ...(started_at && { started_at }),
    ...(lease_expires_at && { lease_expires_at }),
    ...(isOut && { is_lease_out: true }),
  };
}
