import { attemptOf } from "../domain/attempts.ts";
import { countIn, stampIn } from "../domain/day-fields.ts";
import { hasExpired, leaseEnd } from "../domain/lease.ts";
import { notesOf } from "../domain/notes.ts";
import type { Attempt, Note, Task } from "../domain/task.ts";
import { compareTimestamps } from "../domain/timestamp.ts";
import { nextOf } from "../domain/next-task.ts";
import type { Facts, Need } from "../store/store.ts";
import { type Delivered, deliveredTo } from "./delivered.ts";
import { required } from "./input.ts";
import { type App, defineOperation } from "./operation.ts";
import { agentName } from "./readers.ts";
import type { Warned } from "./warning.ts";

/** All that an agent that lost its memory needs to go on. */
export interface Briefing extends Warned {
  readonly agent_id: string;
  /** The running task; null if none is. */
  readonly task: Task | null;
  /** Which attempt at it runs, and what those before left. */
  readonly attempt: number | null;
  readonly attempts: readonly Attempt[];
  /** What the running attempt noted. */
  readonly notes: readonly Note[];
  /** How far a note said that it is: 0 to 100. */
  readonly progress: number | null;
  readonly started_at: string | null;
  readonly due_at: string | null;
  readonly is_overdue: boolean;
  readonly lease_expires_at: string | null;
  readonly is_lease_out: boolean;
  /** The task that would start next, if none is running. */
  readonly next_task: Task | null;
  /** What the tasks have delivered on which the running one depends, or the next. */
  readonly dependencies: readonly Delivered[];
  /** What to type next. */
  readonly next: readonly string[];
  /** What the clock said. */
  readonly at: string;
}

const input = { agent: required(agentName) };

/** Says all that an agent needs to go on with its task. Without a lock, changing nothing. */
export const briefAgent = defineOperation({
  name: "resume",
  isChange: false,
  input,
  async run(app, { agent: name }): Promise<Briefing> {
    const agent_id = await app.store.agentId(name);
    return brief(app, agent_id, await app.store.read({ agents: [agent_id], dependencies: true }));
  },
});

async function brief(app: App, agent_id: string, facts: Facts): Promise<Briefing> {
  const { clock } = facts;
  const list = facts.lists.get(agent_id);
  const task = list?.current_task ?? null;
  const next_task = list && !task ? (nextOf(list, facts) ?? null) : null;
  const known = task ? ofRunning(task, clock) : NOTHING_RUNNING;
  const subject = task ?? next_task;
  const delivered = subject ? deliveredTo(subject, facts) : [];
  const dependencies = "need" in delivered ? await readDelivered(app, subject, delivered.need) : delivered;
  const next = nextCommands({ agent_id, task, ...known });
  return { agent_id, task, ...known, next_task, dependencies, next, at: clock };
}

async function readDelivered(app: App, task: Task | null, need: Need): Promise<readonly Delivered[]> {
  const delivered = task ? deliveredTo(task, await app.store.read(need)) : [];
  return "need" in delivered ? [] : delivered;
}

type OfRunning = Omit<Briefing, "agent_id" | "task" | "next_task" | "dependencies" | "next" | "at" | "warnings">;

const NOTHING_RUNNING: OfRunning = {
  attempt: null,
  attempts: [],
  notes: [],
  progress: null,
  started_at: null,
  due_at: null,
  is_overdue: false,
  lease_expires_at: null,
  is_lease_out: false,
};

function ofRunning(task: Task, clock: string): OfRunning {
  const { started_at, attempts } = task;
  const due_at = stampIn(task.due_at) ?? null;
  return {
    attempt: attemptOf(task),
    attempts: attempts ?? [],
    notes: notesOf(task),
    progress: countIn(task.progress) ?? null,
    started_at: started_at ?? null,
    due_at,
    is_overdue: due_at !== null && compareTimestamps(due_at, clock) < 0,
    lease_expires_at: leaseEnd(task) ?? null,
    is_lease_out: hasExpired(task, clock),
  };
}

function nextCommands({
  agent_id,
  task,
  attempt,
  is_lease_out,
}: Pick<Briefing, "agent_id" | "task" | "attempt" | "is_lease_out">): readonly string[] {
  if (!task) return [`agent-tasks start --agent ${agent_id}`];
  const named = `--agent ${agent_id} --task-id ${task.id} --attempt ${attempt}`;
  return [
    ...(is_lease_out ? [`agent-tasks renew ${named}`] : []),
    `agent-tasks note ${named} --message "..."`,
    `agent-tasks complete ${named} --result "..."`,
    `agent-tasks fail ${named} --error "..."`,
  ];
}
