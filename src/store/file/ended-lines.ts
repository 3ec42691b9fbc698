import { isAboutTask } from "../../domain/about-task.ts";
import type { TaskFacts } from "../../domain/filter.ts";
import { endOf, isEnd } from "../../domain/ending.ts";
import type { TaskEvent } from "../../domain/event.ts";
import { type Labels, labelsOf } from "../../domain/labels.ts";
import { linesBackwards, parseEvent, seqOf, withJournal } from "./journal-lines.ts";
import type { Layout } from "./layout.ts";
import { goneEnds, readMark } from "./purge-mark.ts";
import { endsBefore } from "./purged-state.ts";

/** What the journal says of a task that ended. Its copy stands in the archive, under the month of its end. */
export interface EndedLine extends TaskFacts {
  readonly agent_id: string;
  readonly task_id: string;
  readonly ended_at: string;
}

/**
 * How lines of ours begin that tell of an end or a return: up to the status, and for an end on to the times. Parsing the
 * JSON of a month with many thousand of them would take most of a query's time.
 */
const LINE =
  /^\{"seq":\d{1,12},"at":"([^"]{1,40})","agent_id":("(?:[^"\\]|\\.)*"),"task_id":"([\w-]{1,100})","action":"(?:complete|fail|expire|cancel|retry|restore|adopted|moved|lost)","old_status":(?:null|"[a-z]+"),"new_status":"([a-z]+)"(?:,"operator":"(?:[^"\\]|\\.)*","revision":\d+,"priority":(-?\d+),"assigned_at":"([^"]{1,40})","started_at":(null|"[^"]{1,40}"))?/;

/** A line with a label in it; or, for a text may say anything, with what looks like one. */
const LABEL = /"(?:tags|group|parent_id)":/;

/** What journals tell of finished tasks. */
export interface Ends {
  readonly lines: readonly EndedLine[];
  /** How many lines tell of an end in each month that was read, whoever's it is. */
  readonly counts: ReadonlyMap<string, number>;
}

/** Which lines are asked for: most are not, and are not kept. */
export interface Wanted {
  readonly isAgent: (agentId: string) => boolean;
  readonly isEnd: (line: EndedLine) => boolean;
  /** Whether it matters which labels a task has. */
  readonly withLabels: boolean;
}

/**
 * Reads which tasks ended, from journals of which the newest comes first. Tasks that came back
 * are left out, and so is what torn or foreign lines say.
 */
export function readEnds(layout: Layout, monthsNewestFirst: readonly string[], wanted: Wanted): Ends {
  const found = new Map<string, EndedLine>();
  const reopened = new Set<string>();
  const counts = new Map<string, number>();
  const { seq: purged = 0 } = readMark(layout) ?? {};
  const earlier = purged === 0 ? [] : endsBefore(layout);
  for (const month of monthsNewestFirst) {
    const { ends, returns, ended } = readMonth(layout, month, { ...wanted, purged });
    counts.set(month, ended);
    for (const { agent_id, task_id, reopens } of returns) {
      for (const ended_at of reopens) reopened.add(`${agent_id} ${task_id} ${ended_at}`);
    }
    for (const line of ends) {
      // A task ends once at a time; a line that a recovery wrote again says the same.
      const identity = `${line.agent_id} ${line.task_id} ${line.ended_at}`;
      if (!reopened.has(identity) && !found.has(identity)) found.set(identity, line);
    }
  }
  for (const line of earlier.filter((end) => wanted.isAgent(end.agent_id) && wanted.isEnd(end))) {
    const identity = `${line.agent_id} ${line.task_id} ${line.ended_at}`;
    if (!reopened.has(identity) && !found.has(identity)) found.set(identity, line);
  }
  const gone = purged === 0 ? undefined : goneEnds(layout);
  if (gone && gone.size > 0) for (const [key, line] of found) if (gone.has(endIdentity(line))) found.delete(key);
  return { lines: [...found.values()], counts };
}

/** What names one end of one task: records of it may differ in how they write the time. */
export function endIdentity({
  agent_id,
  task_id,
  ended_at,
}: Pick<EndedLine, "agent_id" | "task_id" | "ended_at">): string {
  return `${agent_id} ${endOf(task_id, ended_at)}`;
}

/** A month's ends and returns, the newest first. */
function readMonth(
  layout: Layout,
  month: string,
  wanted: Wanted & { readonly purged: number },
): { ends: readonly EndedLine[]; returns: readonly Return[]; ended: number } {
  const ends: EndedLine[] = [];
  const returns: Return[] = [];
  let ended = 0;
  withJournal(layout, month, undefined, (journal) => {
    for (const text of linesBackwards(journal)) {
      const match = LINE.exec(text);
      if (!match || seqOf(text) <= wanted.purged) continue;
      const [, , agent = "", , status = ""] = match;
      if (isEnd(status)) ended += 1;
      const event = wanted.isAgent(stringOf(agent)) ? eventOf(text, match, wanted) : undefined;
      if (event?.reopens) returns.push({ ...event, reopens: event.reopens });
      const line = event && endedLineOf(event);
      if (line && wanted.isEnd(line)) ends.push(line);
    }
  });
  return { ends, returns, ended };
}

interface Return {
  readonly agent_id: string;
  readonly task_id: string;
  readonly reopens: readonly string[];
}

type Line = Pick<
  TaskEvent,
  "at" | "agent_id" | "priority" | "assigned_at" | "started_at" | "reopens" | "superseded"
> & { readonly task_id: string; readonly new_status: string; readonly labels?: Labels };

/** What a line tells; undefined if it is torn. */
function eventOf(text: string, match: RegExpExecArray, { withLabels }: Wanted): Line | undefined {
  const [, at, agent, task_id, new_status, priority, assigned_at, started_at] = match;
  const isWhole = started_at !== undefined && text.endsWith("}");
  const isPlain = isWhole && !text.includes('"superseded"') && !(withLabels && LABEL.test(text));
  if (!isPlain || !at || !agent || !task_id || !new_status || !assigned_at) {
    const event = parseEvent(text);
    return event && isAboutTask(event) ? { ...event, labels: labelsOf(event) } : undefined;
  }
  return {
    at,
    agent_id: stringOf(agent),
    task_id,
    new_status,
    priority: Number(priority),
    assigned_at,
    started_at: started_at === "null" ? null : started_at.slice(1, -1),
  };
}

/** The end that an event tells of. What ended without a time is in no archive, and still in its list. */
function endedLineOf(event: Line): EndedLine | undefined {
  const { at, agent_id, task_id, new_status, priority, assigned_at, started_at, superseded } = event;
  if (!isEnd(new_status) || superseded || assigned_at === undefined || priority === undefined) return undefined;
  const { labels = {} } = event;
  return { agent_id, task_id, status: new_status, priority, assigned_at, started_at, ended_at: at, labels };
}

function stringOf(json: string): string {
  if (!json.includes("\\")) return json.slice(1, -1);
  try {
    return String(JSON.parse(json));
  } catch {
    return ""; // torn
  }
}
