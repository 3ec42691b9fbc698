import type { AgentList } from "../../domain/agent-list.ts";
import { TaskListError } from "../../domain/errors.ts";
import { type Clock, timestamp } from "../clock.ts";
import type { Queues } from "../queues.ts";
import { knownAgents } from "./agent-folders.ts";
import { dependencyEnds } from "./dependency-ends.ts";
import { readIndex } from "./index-file.ts";
import type { Layout } from "./layout.ts";
import { type FileVersion, fileVersion, isSameVersion } from "./read-file.ts";
import { isMissingRoot } from "./root-folder.ts";
import { readSettledList, unsettledAgents } from "./settled-list.ts";

/** A queue at a look: its list, with the version that its file had before it was read, or why it cannot be read. */
interface Seen {
  readonly version: FileVersion | undefined;
  /** Undefined for a folder without a list too. */
  readonly list?: AgentList | undefined;
  readonly problem?: TaskListError;
}

/** Looks at all queues again and again: a list whose file has its version of the look before is not read once more. */
export function queueObserver(layout: Layout, clock: Clock): () => Queues {
  let seen: ReadonlyMap<string, Seen> = new Map();
  let known: Queues | undefined;

  return () => {
    isMissingRoot(layout.root, false);
    const index = readIndex(layout);
    const unsettled = unsettledAgents(layout);
    const before = seen;
    const look = (agentId: string) => lookAt(layout, agentId, unsettled.has(agentId) ? undefined : before.get(agentId));
    seen = new Map(knownAgents(layout, index, unsettled).map((agentId) => [agentId, look(agentId)]));
    const now = timestamp(clock());
    if (known && isSame(seen, before)) return (known = { ...known, clock: now });
    const lists = new Map([...seen].flatMap(([agentId, { list }]) => (list ? [[agentId, list] as const] : [])));
    const unreadable = new Map(
      [...seen].flatMap(([agentId, { problem }]) => (problem ? [[agentId, problem] as const] : [])),
    );
    return (known = { clock: now, lists, unreadable, ended: dependencyEnds(layout, [...lists.values()], index) });
  };
}

/** What could not be read is tried again: a permission that was given back leaves no trace in a file's version. */
function lookAt(layout: Layout, agentId: string, before: Seen | undefined): Seen {
  let version: FileVersion | undefined;
  try {
    version = fileVersion(layout.list(agentId));
    if (before?.list && isSameVersion(before.version, version)) return before;
    return { version, list: readSettledList(layout, agentId) };
  } catch (error) {
    if (!(error instanceof TaskListError)) throw error;
    return { version, problem: error };
  }
}

function isSame(now: ReadonlyMap<string, Seen>, before: ReadonlyMap<string, Seen>): boolean {
  const isAsBefore = ([agentId, { list, problem }]: readonly [string, Seen]) => {
    const its = before.get(agentId);
    return its !== undefined && its.list === list && its.problem?.code === problem?.code;
  };
  return now.size === before.size && [...now].every(isAsBefore);
}
