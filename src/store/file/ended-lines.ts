import type { TaskFacts } from "../../domain/filter.ts";
import { isEnd } from "../../domain/ending.ts";
import type { TaskStatus } from "../../domain/task.ts";
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
 * Reads which tasks ended, from journals of which the newest comes first. Tasks that came back by a retry
 * are left out, and so is what torn or foreign lines say.
 */
export function endedLines(
  layout: Layout,
  monthsNewestFirst: readonly string[],
  isWanted: (agentId: string) => boolean,
): readonly EndedLine[] {
  const found = new Map<string, EndedLine>();
  const retried = new Set<string>();
  for (const month of monthsNewestFirst) {
    for (const event of endsAndRetries(layout, month, isWanted)) {
      const attempt = `${event.agent_id} ${event.task_id} ${event.assigned_at}`;
      if (event.action === "retry") retried.add(attempt);
      // One attempt ends once; a line that a recovery wrote again says the same.
      else if (!retried.has(attempt) && !found.has(attempt))
        found.set(attempt, { ...event, ended_at: event.at, status: event.new_status });
    }
  }
  return [...found.values()];
}

/** The times of the tasks of which a month's journal says that they ended or came back. */
export function timesTold(layout: Layout, month: string): readonly (string | null | undefined)[] {
  const events = endsAndRetries(layout, month, () => true);
  return events.flatMap(({ at, assigned_at, started_at }) => [at, assigned_at, started_at]);
}

function endsAndRetries(layout: Layout, month: string, isWanted: (agentId: string) => boolean): readonly Line[] {
  const events: Line[] = [];
  withJournal(layout, month, undefined, (fd, bytes) => {
    for (const { text } of linesBackwards(fd, bytes)) {
      const agent = LINE.exec(text)?.[1];
      const event = agent !== undefined && isWanted(stringOf(agent)) ? parse(text) : undefined;
      if (event && (event.action === "retry" || isEnd(event.new_status))) events.push(event);
    }
  });
  return events;
}

interface Line {
  readonly at: string;
  readonly agent_id: string;
  readonly task_id: string;
  readonly action: string;
  readonly new_status: TaskStatus;
  readonly revision: number;
  readonly priority: number;
  readonly assigned_at: string;
  readonly started_at?: string | null;
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
