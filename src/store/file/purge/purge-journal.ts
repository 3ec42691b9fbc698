import type { Index } from "../index-file.ts";
import { isSpanOfSome, readIndex, withSpan, writeIndex } from "../index-file.ts";
import { eventsBackwards, journalMonths, linesBackwards, seqOf, withJournal } from "../journal-lines.ts";
import type { Layout } from "../layout.ts";
import { syncFolder } from "../new-file.ts";
import { endsTold } from "../outbox.ts";
import { removeUnlessGone } from "../remove-file.ts";
import { accessing } from "../system-error.ts";
import type { Writer } from "../writer.ts";

/** Takes the lines up to a seq out of the journal, and lets the index know what each month still tells. */
export function purgeJournal(layout: Layout, writer: Writer, seq: number): void {
  const index = readIndex(layout);
  for (const month of journalMonths(layout)) {
    const lines = withJournal(layout, month, [], (journal) => [...linesBackwards(journal)]).toReversed();
    // A line of somebody else is left for whoever looks after it.
    const left = lines.filter((line) => seqOf(line) === 0 || seqOf(line) > seq);
    if (left.length === lines.length) continue;
    const path = layout.journal(month);
    // Where the journal goes on nobody may find another file than the one that we have seen.
    if (left.length > 0 || month === index?.journal_month) {
      writer.replaceFile(path, left.map((line) => `${line}\n`).join(""), { sync: true });
      continue;
    }
    const aside = writer.takeAside(path, "0", { sync: false });
    if (aside !== undefined) removeUnlessGone(aside);
  }
  accessing(layout.events, () => syncFolder(layout.events));
  if (index) writeIndex(layout, writer, { ...index, months: monthsOf(layout, index) });
}

/** What the journal of each month tells now, up to the event that the index knows: who carries out the rest adds what comes behind. */
function monthsOf(layout: Layout, index: Index): Index["months"] {
  const nothing = Object.entries(index.months).filter(([, span]) => !isSpanOfSome(span));
  return journalMonths(layout).reduce<Index["months"]>((months, month) => {
    const known = eventsBackwards(layout, month).filter(({ seq }) => seq <= index.last_seq);
    return withSpan(months, month, endsTold(known));
  }, Object.fromEntries(nothing));
}
