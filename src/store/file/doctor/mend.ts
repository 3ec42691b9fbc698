import { lstatSync } from "node:fs";
import { type Clock, timestamp } from "../../clock.ts";
import { isAboutTask } from "../../../domain/about-task.ts";
import type { Finding } from "../../../domain/finding.ts";
import type { CareOptions, Repair } from "../../store-care.ts";
import { writeJournal } from "../adoption-journal.ts";
import type { AdoptionDraft } from "../adoption-plan.ts";
import { writeCounter } from "../id-counter.ts";
import { readIndex, writeIndex } from "../index-file.ts";
import { keyPath } from "../key-files.ts";
import type { Layout } from "../layout.ts";
import type { HeldLock } from "../lock.ts";
import { settleAgain } from "../outbox.ts";
import { makeIndex, removeTemporaryFiles } from "../recovery.ts";
import { removeGone } from "../purge/finish.ts";
import { isUnreadable } from "../read-file.ts";
import { removeQuietly } from "../remove-file.ts";
import { accessing } from "../system-error.ts";
import { takeOverLists } from "../take-over.ts";
import { writeKeys } from "../write-keys.ts";
import { type Writer, writerOf } from "../writer.ts";
import { keysOf, strangeKeys } from "./check-keys.ts";
import { isOwed, refuseUnknown } from "./check-lists.ts";
import { findingsOf } from "./examine.ts";
import { missingCopies } from "./missing-copies.ts";
import { mendJournals } from "./mend-journals.ts";
import { draftsOfMoves, removeMovedCopies } from "./moves.ts";
import { purgeError } from "./check-purge.ts";
import { giveToOwner } from "./owners.ts";
import { type MendPlan, planMending } from "./mend-plan.ts";
import { type Keeper, keeperOf } from "./save.ts";
import { type Survey, survey } from "./survey.ts";

export interface MendOptions extends CareOptions {
  readonly clock: Clock;
  readonly keepFinished: number;
}

export interface Mended extends Pick<Repair, "saved" | "rebuilt" | "renumbered" | "lost"> {
  /** What was wrong with the files' contents, when nobody else could write. */
  readonly found: readonly Finding[];
}

/** How often a long work gives a sign of life. */
const TOUCH_MS = 1000;

/**
 * Mends a root, all under its lock: what is owed is carried out, lists that cannot be read are made again, ids are made
 * unique, and then everything that follows from the lists is brought up to them, as in an adoption.
 *
 * If it is interrupted, the next repair begins again: until a list is written, all that it is made of is still there.
 *
 * @throws SCHEMA_TOO_NEW, and nothing was changed
 * @throws IO_ERROR
 * @throws Superseded
 */
export async function mend(layout: Layout, lock: HeldLock, options: MendOptions): Promise<Mended> {
  const { clock, keepFinished } = options;
  const time = clock();
  const look = () => survey(layout, { keepFinished, onProgress: progressWith(lock, options) });
  const writer = writerOf(layout, lock);
  const keeper = keeperOf(layout, lock, time);
  mendPurge(layout, keeper);
  const first = look();
  const left = prepare(layout, writer, keeper, first);
  removeGone(layout, lock);
  const plan = planMending(look(), { now: timestamp(time), keepFinished, onProgress: () => lock.touch() });
  keepReplaced(keeper, plan);
  writeCounter(layout, writer, plan.lastId);
  const { told, lost } = missingCopies(plan.seen, plan.now, keepFinished);
  tell(layout, writer, [...draftsOfMoves(plan), ...lost], { ...plan, operator: options.operator });
  removeMovedCopies(layout, writer, keeper, plan);
  const order = { clock, keepFinished, operator: options.operator, onAdoption: options.onProgress, isIndexLost: true };
  await takeOverLists(layout, lock, order, { ...plan, ended: told });
  mendKeys(layout, writer, keeper, plan);
  for (const path of left) removeQuietly(path);
  const { rebuilt, moves } = plan;
  return {
    found: findingsOf(first),
    saved: keeper.saved,
    lost: lost.filter(isAboutTask).map(({ agent_id, task_id }) => ({ agent_id, task_id })),
    rebuilt: rebuilt.map(({ agent_id, tasks, missing }) => ({ agent_id, tasks, missing })),
    renumbered: moves
      .filter(({ from, to }) => from.task.id !== to.task_id)
      .map(({ from, to }) => ({ agent_id: to.agent_id, from: from.task.id, to: to.task_id })),
  };
}

/** Without what says what was purged the rest is all that there is. @throws SCHEMA_TOO_NEW, IO_ERROR */
function mendPurge(layout: Layout, keeper: Keeper): void {
  const error = purgeError(layout);
  if (!error) return;
  if (!isUnreadable(error)) throw error;
  keeper.takeAway(layout.purged);
}

/** Puts every key that a task has for ever on record again. */
function mendKeys(layout: Layout, writer: Writer, keeper: Keeper, { files, seen }: MendPlan): void {
  const lists = new Map(files.map((file) => [file.list.agent_id, file]));
  const keys = keysOf({ ...seen, lists });
  for (const { kept } of strangeKeys(layout, keys).unreadable) keeper.takeAway(keyPath(layout, kept));
  writeKeys(layout, writer, strangeKeys(layout, keys).missing);
}

/** Does what any holder of the lock would do, and makes the journal readable. Returns what earlier holders left. */
function prepare(layout: Layout, writer: Writer, keeper: Keeper, seen: Survey): readonly string[] {
  refuseUnknown(seen);
  const left = removeTemporaryFiles(layout);
  giveToOwner(layout);
  for (const path of [layout.index, layout.counter]) if (isStrange(path)) keeper.takeAway(path);
  mendJournals(layout, writer, keeper, seen);
  const owing = [...seen.lists.values()].filter((file) => isOwed(file, seen));
  if (owing.length > 0)
    writeIndex(layout, writer, settleAgain(layout, writer, readIndex(layout) ?? makeIndex(layout), owing));
  return left;
}

/** Whether something else than a file stands there. */
function isStrange(path: string): boolean {
  const stat = accessing(path, () => lstatSync(path, { throwIfNoEntry: false }));
  return stat !== undefined && !stat.isFile();
}

interface Telling extends Pick<MendPlan, "now" | "lastSeq"> {
  readonly operator: string | undefined;
}

/** Writes lines into the journal before the adoption, which holds the lists against it. */
function tell(
  layout: Layout,
  writer: Writer,
  drafts: readonly AdoptionDraft[],
  { now, lastSeq, operator }: Telling,
): void {
  if (drafts.length === 0) return;
  const index = makeIndex(layout);
  writeJournal(layout, writer, { ...index, last_seq: Math.max(index.last_seq, lastSeq) }, drafts, { operator, now });
}

/** Copies what is about to be replaced. */
function keepReplaced(keeper: Keeper, { damaged, strayed }: MendPlan): void {
  for (const path of damaged) keeper.copy(path);
  for (const path of strayed) keeper.takeAway(path);
}

/** Passes progress on, and gives a sign of life now and then. */
function progressWith(lock: HeldLock, { onProgress }: CareOptions): (done: number, total: number) => void {
  let touchedAt = performance.now();
  return (done, total) => {
    onProgress?.(done, total);
    if (performance.now() - touchedAt < TOUCH_MS) return;
    touchedAt = performance.now();
    lock.touch();
  };
}
