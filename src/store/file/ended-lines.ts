import type { TaskFacts } from "../../domain/filter.ts";
import { type EndStatus, endOf, isEnd } from "../../domain/ending.ts";
import type { TaskEvent } from "../../domain/event.ts";
import { type Labels, labelsOf } from "../../domain/labels.ts";
import { linesBackwards, parseEvent, seqOf, withJournal } from "./journal-lines.ts";
import type { Layout } from "./layout.ts";

/** What the journal says of a task that ended. Its copy stands in the archive, under the month of its end. */
export interface EndedLine extends TaskFacts {
  readonly agent_id: string;
  readonly task_id: string;
  readonly status: EndStatus;
  readonly ended_at: string;
}

/**
 * How lines of ours begin that tell of an end or a return: up to the status, and for an end on to the times. Parsing the
 * JSON of a month with many thousand of them would take most of a query's time.
 */
const LINE =
  /^\{"seq":\d{1,12},"at":"([^"]{1,40})","agent_id":("(?:[^"\\]|\\.)*"),"task_id":"([\w-]{1,100})","action":"(complete|fail|expire|cancel|retry|restore|adopted|moved|lost)","old_status":(?:null|"[a-z]+"),"new_status":"([a-z]+)"(?:,"operator":"(?:[^"\\]|\\.)*","revision":\d+,"priority":(-?\d+),"assigned_at":"([^"]{1,40})","started_at":(null|"[^"]{1,40}"))?/;

/** A line with a label in it; or, for a text may say anything, with what looks like one. */
const LABEL = /"(?:tags|group|parent_id)":/;

/** What journals tell of finished tasks. */
export interface Ends {
  readonly lines: readonly EndedLine[];
  /** How many lines tell of an end in each month that was read, whoever's it is. */
  readonly counts: ReadonlyMap<string, number>;
  /** Whether it was stopped before it had read all of them. */
  readonly isStopped: boolean;
}

/** A line that tells of an end, of a return, or of an attempt that failed. */
export interface ToldLine {
  readonly text: string;
  readonly at: string;
  readonly agent_id: string;
  readonly action: string;
}

/** Which lines are asked for: most are not, and are not kept. */
export interface Wanted {
  readonly isAgent: (agentId: string) => boolean;
  readonly isEnd: (line: EndedLine) => boolean;
  /** Whether it matters which labels a task has. */
  readonly withLabels: boolean;
  /** Sees each line before it is read, the last first; what stands before one at which it stops is not read. */
  readonly see?: (line: ToldLine) => "stop" | "go on";
}

/** What a purge has changed of what journals tell. */
export interface PurgedEnds {
  /** What they tell up to this seq is gone. */
  readonly seq: number;
  /** The ends that count nevertheless. */
  readonly ends: readonly EndedLine[];
  /** Those that count no more though they tell of them later, by `endIdentity`. */
  readonly gone: ReadonlySet<unknown>;
}

const NONE_PURGED: PurgedEnds = { seq: 0, ends: [], gone: new Set() };

/**
 * Reads which tasks ended, from journals of which the newest comes first. Tasks that came back
 * are left out, and so is what torn or foreign lines say.
 */
export function readEnds(
  layout: Layout,
  monthsNewestFirst: readonly string[],
  wanted: Wanted,
  purged: PurgedEnds = NONE_PURGED,
): Ends {
  const found = new Map<string, EndedLine>();
  const reopened = new Set<string>();
  const counts = new Map<string, number>();
  let isStopped = false;
  for (const month of monthsNewestFirst) {
    if (isStopped) break;
    const { ends, returns, ...read } = readMonth(layout, month, { ...wanted, purged: purged.seq });
    isStopped = read.isStopped;
    counts.set(month, read.ended);
    for (const { agent_id, task_id, reopens } of returns) {
      for (const ended_at of reopens) reopened.add(`${agent_id} ${task_id} ${ended_at}`);
    }
    for (const line of ends) {
      // A task ends once at a time; a line that a recovery wrote again says the same.
      const identity = `${line.agent_id} ${line.task_id} ${line.ended_at}`;
      if (!reopened.has(identity) && !found.has(identity)) found.set(identity, line);
    }
  }
  for (const line of purged.ends.filter((end) => wanted.isAgent(end.agent_id) && wanted.isEnd(end))) {
    const identity = `${line.agent_id} ${line.task_id} ${line.ended_at}`;
    if (!reopened.has(identity) && !found.has(identity)) found.set(identity, line);
  }
  const lines = [...found.values()];
  const left = purged.gone.size === 0 ? lines : lines.filter((line) => !purged.gone.has(endIdentity(line)));
  return { lines: left, counts, isStopped };
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
): { ends: readonly EndedLine[]; returns: readonly Return[]; ended: number; isStopped: boolean } {
  const ends: EndedLine[] = [];
  const returns: Return[] = [];
  let ended = 0;
  const isStopped = withJournal(layout, month, false, (journal) => {
    for (const text of linesBackwards(journal)) {
      const match = LINE.exec(text);
      if (!match || (wanted.purged > 0 && seqOf(text) <= wanted.purged)) continue;
      const [, at = "", agent = "", , action = "", status = ""] = match;
      const agent_id = stringOf(agent);
      if (wanted.see?.({ text, at, agent_id, action }) === "stop") return true;
      if (isEnd(status)) ended += 1;
      const event = wanted.isAgent(agent_id) ? eventOf(text, match, wanted) : undefined;
      if (event?.reopens) returns.push({ ...event, reopens: event.reopens });
      const line = event && endedLineOf(event);
      if (line && wanted.isEnd(line)) ends.push(line);
    }
    return false;
  });
  return { ends, returns, ended, isStopped };
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
  const [, at, agent, task_id, , new_status, priority, assigned_at, started_at] = match;
  const isWhole = started_at !== undefined && text.endsWith("}");
  const isPlain = isWhole && !text.includes('"superseded"') && !(withLabels && LABEL.test(text));
  if (!isPlain || !at || !agent || !task_id || !new_status || !assigned_at) {
    const event = parseEvent(text);
    const { task_id: id = null, new_status: status = null } = event ?? {};
    return event && id !== null && status !== null
      ? { ...event, task_id: id, new_status: status, labels: labelsOf(event) }
      : undefined;
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
