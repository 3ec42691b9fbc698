import { type FailedAttempt, type Outcomes, failureIn, outcomesOf } from "../../domain/outcome.ts";
import { hasLabels, asksForLabels, labelsOf } from "../../domain/labels.ts";
import { isBetween, momentOf } from "../../domain/timestamp.ts";
import type { OutcomeQuery } from "../store.ts";
import { type ToldLine, readEnds } from "./ended-lines.ts";
import { archiveMonths } from "./history.ts";
import { type Index, readIndex } from "./index-file.ts";
import { journalMonths, parseEvent } from "./journal-lines.ts";
import type { Layout } from "./layout.ts";
import { readMark } from "./purge-mark.ts";

const DAY_MS = 86_400_000;

/**
 * Says what came of the work in a period. The journal is read backwards, a day further than the period reaches; only where
 * it does not tell of all of it, tasks are looked for.
 */
export async function findOutcomes(layout: Layout, query: OutcomeQuery): Promise<Outcomes> {
  const told = toldByJournal(layout, query);
  if (told) return told;
  const { from, to, ...filter } = query;
  const { findTasks } = await import("./find-tasks.ts");
  const places = [{ by: "finished", from, to }, { status: "running" }, { status: "pending" }] as const;
  return outcomesOf(
    places.flatMap((asked) => findTasks(layout, { ...filter, ...asked }).tasks),
    query,
  );
}

/** What the journal tells; undefined if some of it is gone, or if it never told. */
function toldByJournal(layout: Layout, query: OutcomeQuery): Outcomes | undefined {
  const index = readIndex(layout); // before the journal, which is written first
  const journals = journalMonths(layout).toReversed();
  const { before } = readMark(layout) ?? {};
  if (before !== undefined && momentOf(before) > query.from) return undefined; // of then it tells no more
  if (!index || hasUntoldMonth(layout, index, journals, query)) return undefined;
  const months = journals.filter((month) => !isBefore(month, query));
  const failures = failuresMet(query);
  const { lines, counts, isStopped } = readEnds(layout, months, {
    isAgent: (agentId) => isMeant(agentId, query),
    isEnd: (line) => isBetween(line.ended_at, query) && hasLabels(line.labels ?? {}, query),
    withLabels: asksForLabels(query),
    see(line) {
      if (isOlder(line, query)) return "stop";
      failures.see(line);
      return "go on";
    },
  });
  const last = [...counts.keys()].at(-1); // of a month that was not read to its beginning the count says nothing
  const isCut = [...counts].some(
    ([month, ended]) => !(isStopped && month === last) && ended < (index.months[month]?.ended ?? 0),
  );
  return isCut || failures.isUnknown() ? undefined : { ends: lines, failures: failures.all() };
}

/**
 * Whether a line shows that what stands before it is older than the period: a day older, for clocks are put right now and
 * then. Lines about what others did bear the times of that.
 */
function isOlder({ at, action }: ToldLine, { from }: OutcomeQuery): boolean {
  return !TOLD_LATE.has(action) && momentOf(at) < from - DAY_MS;
}

const TOLD_LATE: ReadonlySet<string> = new Set(["adopted", "moved", "lost"]);

/** Whether a month, wherever on the world, was over before the period began. */
function isBefore(month: string, { from }: OutcomeQuery): boolean {
  return momentOf(`${month}-01T00:00:00Z`) + 33 * DAY_MS < from;
}

/** Whether something ended in a month of the period of which there is no journal any more, or was none yet. */
function hasUntoldMonth(layout: Layout, index: Index, journals: readonly string[], query: OutcomeQuery): boolean {
  const told = Object.entries(index.months);
  const isGone = told.some(([month, span]) => span.ended > 0 && span.to >= query.from && !journals.includes(month));
  const isUnknown = (month: string) => !journals.includes(month) && index.months[month] === undefined;
  return isGone || archiveMonths(layout).some((month) => !isBefore(month, query) && isUnknown(month));
}

interface FailuresMet {
  see(line: ToldLine): void;
  all(): readonly FailedAttempt[];
  /** Whether only the archive knows why a task failed. */
  isUnknown(): boolean;
}

function failuresMet(query: OutcomeQuery): FailuresMet {
  const met = new Map<string, FailedAttempt>();
  let isUnknown = false;
  return {
    see(line) {
      if (!isFailure(line) || !isMeant(line.agent_id, query) || !isBetween(line.at, query)) return;
      const event = parseEvent(line.text);
      if (!event || !hasLabels(labelsOf(event), query)) return;
      const failure = failureIn(event);
      if (!failure) return;
      isUnknown ||= event.action === "adopted" && !event.task;
      met.set(`${failure.task_id} ${failure.at} ${failure.error}`, failure); // a recovery may have written it again
    },
    all: () => [...met.values()],
    isUnknown: () => isUnknown,
  };
}

function isMeant(agentId: string, { agent }: OutcomeQuery): boolean {
  return agent === undefined || agentId === agent;
}

function isFailure({ action, text }: ToldLine): boolean {
  return action === "fail" || action === "expire" || (action === "adopted" && text.includes('"new_status":"failed"'));
}
