import type { ReadyTask } from "../../app/ready-tasks.ts";
import type { Output } from "../../app/settings.ts";
import { visible } from "../../app/messages/visible.ts";
import { watchReady as operation } from "../../app/watch-ready.ts";
import { invalid } from "../../domain/errors.ts";
import { defineCommand, type GivenFlags, type Variant } from "../command.ts";
import { AGENT, LABEL_FLAGS } from "../flags.ts";
import { jsonLine } from "../../app/json-line.ts";

export const READY = { parameter: "ready" };
export const SINCE = { parameter: "since", value: "<seq>" };

/** What says nothing of a task that has become ready. */
const OF_EVENTS = ["task_id", "action", "full"];

/** `watch --ready`: only what has become ready. */
export const watchReady: Variant = {
  command: defineCommand({
    operation,
    group: "look",
    hasDefaultAgent: false, // without one it speaks of all agents
    flags: [AGENT, ...LABEL_FLAGS, SINCE, READY],
    isEndless: true,
    json: () => ({}),
    lines: ({ tasks }, { output }) => readyLines(tasks, output),
  }),
  isMeant(flags: GivenFlags) {
    if (!flags[READY.parameter]) return false;
    const other = OF_EVENTS.find((parameter) => flags[parameter] !== undefined);
    if (other !== undefined) throw invalid("not_together", { parameter: other, given: READY.parameter });
    return true;
  },
};

/** The lines of tasks that become ready, each when it comes. */
async function* readyLines(tasks: AsyncIterable<ReadyTask>, output: Output): AsyncGenerator<string, undefined> {
  for await (const task of tasks) yield lineOf(task, output);
  return undefined;
}

function lineOf(task: ReadyTask, output: Output): string {
  if (output === "json" || output === "jsonl") return jsonLine(task);
  const { seq, at, agent_id, task_id, action, priority, name } = task;
  const cells = [String(seq), at, agent_id, task_id, action, String(priority), name];
  return `${cells.map(visible).join(output === "plain" ? "\t" : "  ")}\n`;
}
