import type { ListResult } from "../../app/list-tasks.ts";
import type { Task } from "../../domain/task.ts";
import { taskLines } from "./task-table.ts";
import type { View } from "./view.ts";
import { cutTo, shown } from "./width.ts";

/** A queue: how many tasks it has, whether it is on hold, and its tasks. Undefined if it has none. */
export function queuePage(result: ListResult, tasks: readonly Task[], view: View): string | undefined {
  if (tasks.length === 0) return undefined;
  const { agent_id, agent_name, totals, hold } = result;
  const { words, palette, width } = view;
  const name = agent_name === agent_id ? agent_id : `${agent_id} (${agent_name})`;
  return [
    palette.strong(cutTo(words.queue(shown(name), totals), width)),
    ...(hold ? [palette.warning(cutTo(shown(words.held(hold.reason ?? "")), width))] : []),
    ...taskLines(tasks, view),
  ].join("\n");
}
