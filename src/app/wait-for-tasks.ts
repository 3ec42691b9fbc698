import { TaskListError } from "../domain/errors.ts";
import { GOALS, type Goal, type GoalAnswer, answerFor } from "../domain/goal.ts";
import type { TaskStatus } from "../domain/task.ts";
import { patience, taskIds } from "./follow-readers.ts";
import { required, withDefault } from "./input.ts";
import { type App, defineOperation } from "./operation.ts";
import { choice } from "./readers.ts";
import { changesOf } from "./task-changes.ts";
import type { Warned } from "./warning.ts";

export interface WaitedTask {
  readonly task_id: string;
  readonly agent_id: string;
  readonly task_status: TaskStatus;
}

export interface WaitResult extends Warned {
  /** Whether all of them have come there, may still come there, or cannot any more. */
  readonly answer: GoalAnswer;
  readonly for: Goal;
  readonly tasks: readonly WaitedTask[];
  readonly waited_ms: number;
}

const input = { task_id: required(taskIds), for: withDefault(choice(GOALS), "completed"), timeout: patience };

/** The state may be ahead of the journal, where a writer died between the two: so one looks now and then all the same. */
const LONGEST_WAIT_MS = 10_000;

/** Waits until tasks have completed, or ended in any way: without a lock, and without work while nothing happens. */
export const waitForTasks = defineOperation({
  name: "wait",
  isChange: false,
  input,
  async run(app, { task_id: ids, for: goal, timeout }): Promise<WaitResult> {
    const begin = performance.now();
    const changes = await changesOf(app, ids); // before the first look: nothing that happens after it is missed
    let tasks: readonly WaitedTask[] = [];
    try {
      for (;;) {
        tasks = await look(app, ids, tasks);
        const waitedMs = performance.now() - begin;
        const answer = answerFor(
          goal,
          tasks.map(({ task_status }) => task_status),
        );
        const leftMs = (timeout ?? Infinity) - waitedMs;
        if (answer !== "NOT_YET" || leftMs <= 0) return { answer, for: goal, tasks, waited_ms: Math.round(waitedMs) };
        await changes.next(Math.min(leftMs, LONGEST_WAIT_MS));
      }
    } finally {
      await changes.end();
    }
  },
});

/** Where they are now, as far as that can have changed since the last look. @throws TASK_NOT_FOUND */
async function look(app: App, ids: readonly string[], before: readonly WaitedTask[]): Promise<readonly WaitedTask[]> {
  const completed = new Map(
    before.filter(({ task_status }) => task_status === "completed").map((task) => [task.task_id, task]),
  );
  const left = before.filter(({ task_id }) => !completed.has(task_id));
  const { tasks } = await app.store.read({
    tasks: ids.filter((id) => !completed.has(id)),
    agents: [...new Set(left.map(({ agent_id }) => agent_id))], // there they are found sooner than anywhere
  });
  return ids.map((task_id) => {
    const known = completed.get(task_id);
    if (known) return known;
    const [place] = tasks.get(task_id) ?? [];
    if (!place) throw new TaskListError("TASK_NOT_FOUND", { task_id });
    return { task_id, agent_id: place.agent_id, task_status: place.task.status };
  });
}
