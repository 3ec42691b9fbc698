import type { TaskEvent } from "../../domain/event.ts";
import { groupBy } from "../../domain/group-by.ts";
import { monthOf } from "../../domain/timestamp.ts";
import type { AdoptionDraft } from "./adoption-plan.ts";
import { type Index, withSpan } from "./index-file.ts";
import { appendEvents, journalEnd } from "./journal.ts";
import type { Layout } from "./layout.ts";
import { endsTold } from "./outbox.ts";
import type { Writer } from "./writer.ts";

/**
 * Writes the lines under the months in which their tasks ended, the oldest first: so who asks for a month need not read
 * them all. As ever, no line goes before one that is there already.
 */
export function writeJournal(
  layout: Layout,
  writer: Writer,
  before: Index,
  drafts: readonly AdoptionDraft[],
  { operator, now }: { operator: string | undefined; now: string },
): Index {
  return byMonth(drafts, monthOf(now)).reduce(
    (index, [month, lines]) => writeMonth(layout, writer, index, { month, lines, operator }),
    before,
  );
}

interface MonthLines {
  readonly month: string;
  readonly lines: readonly AdoptionDraft[];
  readonly operator: string | undefined;
}

function writeMonth(
  layout: Layout,
  writer: Writer,
  index: Index,
  { month: named, lines, operator }: MonthLines,
): Index {
  const month = index.journal_month !== null && index.journal_month > named ? index.journal_month : named;
  const end = journalEnd(layout, month);
  const lastSeq = Math.max(index.last_seq, end.lastSeq);
  const events = lines.map((draft, position) => eventOf(draft, lastSeq + 1 + position, operator));
  appendEvents(layout, writer, month, end, events);
  const months = withSpan(index.months, month, endsTold(events));
  return { ...index, last_seq: lastSeq + events.length, journal_month: month, months };
}

/** The lines by the month of their time, the oldest first; none later than the present. */
function byMonth(drafts: readonly AdoptionDraft[], latest: string): readonly [string, readonly AdoptionDraft[]][] {
  const months = groupBy(drafts, ({ at }) => (monthOf(at) < latest ? monthOf(at) : latest));
  return [...months].toSorted(([a], [b]) => (a < b ? -1 : 1));
}

function eventOf(draft: AdoptionDraft, seq: number, by: string | undefined): TaskEvent {
  const { at, agent_id, task_id, action, old_status, new_status, revision, ...rest } = draft;
  const operator = by ?? agent_id;
  return { seq, at, agent_id, task_id, action, old_status, new_status, operator, revision, ...rest };
}
