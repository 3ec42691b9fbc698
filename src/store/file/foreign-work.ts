import type { Facts, ForeignChange, Need } from "../store.ts";
import { gatherLinked } from "./gather-linked.ts";
import { lastIdNumber, writeCounter } from "./id-counter.ts";
import type { Index } from "./index-file.ts";
import { journalMonths } from "./journal-lines.ts";
import { keepReplaced } from "./keep-replaced.ts";
import type { Layout } from "./layout.ts";
import { purgedSeq } from "./purge-mark.ts";
import { formerOwnersOf, ownersOf } from "./owners.ts";
import type { Writer } from "./writer.ts";

export { stampForeign } from "../foreign-commit.ts";

// What a change takes that brings tasks from elsewhere, and no other: it is a piece of its own.

/** Reads what a change asks for, and what it has to know of the tasks that it brings. */
export function gatherForeign(layout: Layout, need: Need, options: Parameters<typeof gatherLinked>[2]): Facts {
  const facts = gatherLinked(layout, need, options);
  const { claimed = [], former } = need.foreign ?? {};
  return {
    ...facts,
    tasks: new Map([...facts.tasks, ...ownersOf(layout, facts.lists, claimed)]),
    foreign: {
      hasJournal: journalMonths(layout).length > 0 || purgedSeq(layout) > 0,
      ...(former && { former: formerOwnersOf(layout, facts.lists, former) }),
    },
  };
}

/** What has to be on disk before such a change is there. Returns where what it replaces was written down. */
export function prepareForeign(
  layout: Layout,
  writer: Writer,
  { lastId, replaced }: ForeignChange,
  { index, time }: { readonly index: Index; readonly time: Date },
): readonly string[] {
  if (lastId > lastIdNumber(layout, index, [])) writeCounter(layout, writer, lastId);
  return keepReplaced(layout, writer, replaced, time);
}
