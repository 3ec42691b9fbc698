import type { AgentList } from "./agent-list.ts";
import { type Ends, stringsIn, dependsOn } from "./dependencies.ts";

/** The tasks of which a list has noted that they are completed. That never changes again. */
export function doneIn({ done_dependencies }: AgentList): readonly string[] {
  return done_dependencies === undefined ? [] : stringsIn(done_dependencies);
}

/** A list that has noted which of the tasks are completed on which its pending ones depend: what it knew, and what is known now. */
export function withDone(list: AgentList, ended: Pick<Ends, "get">): AgentList {
  const on = new Set(list.pending_tasks.flatMap(dependsOn));
  if (on.size === 0) return without(list);
  const before = new Set(doneIn(list));
  const done = [...on].filter((id) => before.has(id) || ended.get(id) === "completed");
  return done.length === 0 ? without(list) : { ...list, done_dependencies: done };
}

function without(list: AgentList): AgentList {
  if (list.done_dependencies === undefined) return list;
  const { done_dependencies: _, ...rest } = list;
  return rest;
}
