import type { TaskFacts } from "../../domain/filter.ts";
import { isEnd } from "../../domain/ending.ts";
import type { TaskStatus } from "../../domain/task.ts";
import { momentOf } from "../../domain/timestamp.ts";
import { linesBackwards, withJournal } from "./journal-lines.ts";
import type { Layout } from "./layout.ts";

/** What the journal says of a task that ended. Its copy stands in the archive, under the month of its end. */
export interface EndedLine extends TaskFacts {
  readonly agent_id: string;
  readonly task_id: string;
  readonly ended_at: string;
  /** The revision of the agent's list that told of it. */
  readonly revision: number;
}

/** How lines of ours begin: what most of them need not be parsed for. */
const LINE =
  /^\{"seq":\d{1,15},"at":"[^"]{1,40}","agent_id":("(?:[^"\\]|\\.)*"),"task_id":"[\w-]{1,100}","action":"(?:complete|fail|cancel|retry|adopted)"/;

/**
 * Reads which tasks ended, from journals of which the newest comes first. Tasks that came back
 * are left out, and so is what torn or foreign lines say.
 */
export function endedLines(
  layout: Layout,
  monthsNewestFirst: readonly string[],
  isWanted: (agentId: string) => boolean,
): readonly EndedLine[] {
  const found = new Map<string, EndedLine>();
  const reopened = new Set<string>();
  for (const month of monthsNewestFirst) {
    for (const event of endsAndReturns(layout, month, isWanted)) {
      for (const ended_at of event.reopens ?? []) reopened.add(endIdentity({ ...event, ended_at }));
      if (!isEnd(event.new_status)) continue;
      const line = { ...event, ended_at: event.at, status: event.new_status };
      // A task ends once at a time; a line that a recovery wrote again says the same.
      const identity = endIdentity(line);
      if (!reopened.has(identity) && !found.has(identity)) found.set(identity, line);
    }
  }
  return [...found.values()];
}

/** What names one end of one task: records of it may differ in how they write the time. */
export function endIdentity({
  agent_id,
  task_id,
  ended_at,
}: Pick<EndedLine, "agent_id" | "task_id" | "ended_at">): string {
  return `${agent_id} ${task_id} ${momentOf(ended_at)}`;
}

/** The times of the tasks of which a month's journal says that they ended or came back. */
export function timesTold(layout: Layout, month: string): readonly (string | null | undefined)[] {
  const events = endsAndReturns(layout, month, () => true);
  return events.flatMap(({ at, assigned_at, started_at, reopens = [] }) => [at, assigned_at, started_at, ...reopens]);
}

function endsAndReturns(layout: Layout, month: string, isWanted: (agentId: string) => boolean): readonly Line[] {
  const events: Line[] = [];
  withJournal(layout, month, undefined, (fd, bytes) => {
    for (const { text } of linesBackwards(fd, bytes)) {
      const agent = LINE.exec(text)?.[1];
      const event = agent !== undefined && isWanted(stringOf(agent)) ? parse(text) : undefined;
      // What ended without a time is in no archive, and still in its list.
      const isOfArchive = event && isEnd(event.new_status) && event.assigned_at !== undefined && !event.superseded;
      if (event && (isOfArchive || event.reopens)) events.push(event);
    }
  });
  return events;
}

interface Line {
  readonly at: string;
  readonly agent_id: string;
  readonly task_id: string;
  readonly new_status: TaskStatus;
  readonly revision: number;
  readonly priority: number;
  readonly assigned_at: string;
  readonly started_at?: string | null;
  readonly reopens?: readonly string[];
  readonly superseded?: true;
}

function parse(text: string): Line | undefined {
  try {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it begins as only our lines do, and those hold these fields
    return JSON.parse(text) as Line;
  } catch {
    return undefined; // torn
  }
}

function stringOf(json: string): string {
  if (!json.includes("\\")) return json.slice(1, -1);
  try {
    return String(JSON.parse(json));
  } catch {
    return ""; // torn
  }
}
