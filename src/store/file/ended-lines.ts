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
  /^\{"seq":\d{1,15},"at":"[^"]{1,40}","agent_id":("(?:[^"\\]|\\.)*"),"task_id":"[\w-]{1,100}","action":"(?:complete|fail|cancel|retry|adopted)","old_status":(?:null|"[a-z]+"),"new_status":"([a-z]+)"/;

/** What journals tell of finished tasks. */
export interface Ends {
  readonly lines: readonly EndedLine[];
  /** How many lines tell of an end in each month that was read, whoever's it is. */
  readonly counts: ReadonlyMap<string, number>;
}

/**
 * Reads which tasks ended, from journals of which the newest comes first. Tasks that came back
 * are left out, and so is what torn or foreign lines say.
 */
export function readEnds(
  layout: Layout,
  monthsNewestFirst: readonly string[],
  isWanted: (agentId: string) => boolean,
): Ends {
  const found = new Map<string, EndedLine>();
  const reopened = new Set<string>();
  const counts = new Map<string, number>();
  for (const month of monthsNewestFirst) {
    const { events, ended } = endsAndReturns(layout, month, isWanted);
    counts.set(month, ended);
    for (const event of events) {
      for (const ended_at of event.reopens ?? []) reopened.add(endIdentity({ ...event, ended_at }));
      if (!isOfArchive(event)) continue;
      const line = { ...event, ended_at: event.at, status: event.new_status };
      // A task ends once at a time; a line that a recovery wrote again says the same.
      const identity = endIdentity(line);
      if (!reopened.has(identity) && !found.has(identity)) found.set(identity, line);
    }
  }
  return { lines: [...found.values()], counts };
}

/** What names one end of one task: records of it may differ in how they write the time. */
export function endIdentity({
  agent_id,
  task_id,
  ended_at,
}: Pick<EndedLine, "agent_id" | "task_id" | "ended_at">): string {
  return `${agent_id} ${task_id} ${momentOf(ended_at)}`;
}

/** What a month's journal tells as a whole: the times of tasks that ended or came back, and how many lines tell of an end. */
export function summaryOf(
  layout: Layout,
  month: string,
): { readonly times: readonly (string | null | undefined)[]; readonly ended: number } {
  const { events, ended } = endsAndReturns(layout, month, () => true);
  const times = events.flatMap(({ at, assigned_at, started_at, reopens = [] }) => [
    at,
    assigned_at,
    started_at,
    ...reopens,
  ]);
  return { times, ended };
}

function endsAndReturns(
  layout: Layout,
  month: string,
  isWanted: (agentId: string) => boolean,
): { events: readonly Line[]; ended: number } {
  const events: Line[] = [];
  let ended = 0;
  withJournal(layout, month, undefined, (fd, bytes) => {
    for (const { text } of linesBackwards(fd, bytes)) {
      const [, agent, status = ""] = LINE.exec(text) ?? [];
      if (ENDS.has(status)) ended += 1;
      const event = agent !== undefined && isWanted(stringOf(agent)) ? parse(text) : undefined;
      if (event && (isOfArchive(event) || event.reopens)) events.push(event);
    }
  });
  return { events, ended };
}

const ENDS = new Set(["completed", "failed", "cancelled"]);

/** What ended without a time is in no archive, and still in its list. */
function isOfArchive({ new_status, assigned_at, superseded }: Line): boolean {
  return isEnd(new_status) && assigned_at !== undefined && !superseded;
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
