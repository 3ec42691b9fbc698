import { hasLabels } from "../domain/labels.ts";
import { eventNumber } from "./follow-readers.ts";
import { type InputOf, optional } from "./input.ts";
import { labelFields, labelFilter } from "./label-filter.ts";
import { defineOperation } from "./operation.ts";
import { agentName } from "./readers.ts";
import { type ReadyTask, readyTasks } from "./ready-tasks.ts";
import type { Warned } from "./warning.ts";

export interface ReadyResult extends Warned {
  /** Each when it comes, without end. */
  readonly tasks: AsyncIterable<ReadyTask>;
}

const input = { agent: optional(agentName), ...labelFields, since: optional(eventNumber) };

/**
 * Tells which tasks become ready, of one agent or of all: others have ended, a time has come, or somebody has made them.
 * With `since`, those come first that have become so behind that event; who goes on from there misses none, and may be
 * told twice of one that only a time has made ready.
 */
export const watchReady = defineOperation({
  name: "watch",
  isChange: false,
  input,
  async run(app, given): Promise<ReadyResult> {
    const agent = given.agent === undefined ? undefined : await app.store.agentId(given.agent);
    const { last_seq } = await app.store.events({ limit: 0 });
    const { since } = given;
    // One event more: it tells when that was of which somebody knows.
    const from = since ? since - 1 : last_seq;
    const events = await app.store.follow({ since: from, ...(app.signal && { signal: app.signal }) });
    return { tasks: chosen(await readyTasks(app, events, { agent, since, last_seq }), given) };
  },
});

async function* chosen(
  tasks: AsyncIterable<ReadyTask>,
  labels: InputOf<typeof labelFields>,
): AsyncGenerator<ReadyTask, undefined> {
  const filter = labelFilter(labels);
  for await (const task of tasks) if (hasLabels(task, filter)) yield task;
  return undefined;
}
