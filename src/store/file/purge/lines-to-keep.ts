import { readFile, parseJson } from "../read-file.ts";
import { journalMonths, linesBackwards, seqOf, withJournal } from "../journal-lines.ts";
import type { Layout } from "../layout.ts";
import { purgedSeq } from "../purge-mark.ts";
import { accessing } from "../system-error.ts";
import type { PurgePlan } from "./plan.ts";

/** What a purge takes away, line by line: first what it is, then the tasks as the archive has them, then the journal's lines. */
export function* linesToKeep(layout: Layout, plan: PurgePlan, about: object): Generator<string, undefined> {
  yield JSON.stringify(about);
  for (const { path } of plan.copies) {
    const file = accessing(path, () => readFile(path));
    if (file) yield `{"task":${JSON.stringify(parseJson(path, file.bytes))}}`;
  }
  const first = purgedSeq(layout);
  for (const month of journalMonths(layout)) {
    const lines = withJournal(layout, month, [], (journal) => [...linesBackwards(journal)]).toReversed();
    for (const line of lines) if (seqOf(line) > first && seqOf(line) <= plan.mark.seq) yield `{"event":${line}}`;
  }
  return undefined;
}
