import type { Clock } from "../clock.ts";
import type { Change, Committed, Need, UpdateOptions } from "../store.ts";
import { type ChangeOrder, MoreAgents, commitChange } from "./commit-change.ts";
import type { Layout } from "./layout.ts";
import { acquireLock } from "./lock.ts";
import { type Patience, patienceOf } from "./patience.ts";
import { PurgeUndone, Unadopted } from "./recovery.ts";
import { prepareRoot } from "./root-folder.ts";
import { Superseded } from "./writer.ts";

/** How a store makes its changes. */
export interface Manner {
  readonly clock: Clock;
  readonly lockTimeoutMs: number;
  readonly keepFinished: number;
  readonly isAlone: boolean;
  readonly command: string;
}

/** A change that a caller asks for. */
export interface Wanted<Result> extends UpdateOptions {
  readonly need: Need;
  readonly change: Change<Result>;
}

/** Makes one change, when its turn has come. */
export async function update<Result>(
  layout: Layout,
  { clock, lockTimeoutMs, keepFinished, isAlone, command }: Manner,
  { need, change, createRoot = false, signal, operator, onAdoption }: Wanted<Result>,
): Promise<Committed<Result>> {
  const isNewRoot = prepareRoot(layout, createRoot);
  const patience = patienceOf(lockTimeoutMs, { signal, isAlone });
  const foreign = need.foreign && (await import("./foreign-work.ts"));
  const order = { need, change, clock, keepFinished, operator, isNewRoot, isAdopted: false, foreign };
  return updateUnderLock(layout, { ...order, command, patience, onAdoption });
}

interface UnderLock<Result> extends ChangeOrder<Result> {
  readonly command: string;
  readonly patience: Patience;
  readonly onAdoption: UpdateOptions["onAdoption"];
}

/** Begins again, with what is left of its patience, whenever somebody took the lock over before the commit. */
async function updateUnderLock<Result>(layout: Layout, work: UnderLock<Result>): Promise<Committed<Result>> {
  const { need, command, patience } = work;
  const lock = await acquireLock(layout, { agents: need.agents ?? [], command, patience });
  try {
    return commitChange(layout, lock, work);
  } catch (error) {
    if (error instanceof MoreAgents) return updateUnderLock(layout, { ...work, need: error.need });
    if (error instanceof Unadopted) return updateAdopted(layout, work, error);
    if (error instanceof PurgeUndone) return updatePurged(layout, work);
    if (!(error instanceof Superseded)) throw error;
    await patience.pause();
    return updateUnderLock(layout, work);
  }
}

/** Removes what a purge took away, under a lock of its own, and goes on. */
async function updatePurged<Result>(layout: Layout, work: UnderLock<Result>): Promise<Committed<Result>> {
  const { finishPurge } = await import("./purge/finish.ts");
  await finishPurge(layout, work);
  return updateUnderLock(layout, work);
}

/** Adopts what another program has written, under a lock of its own, and goes on. */
async function updateAdopted<Result>(
  layout: Layout,
  work: UnderLock<Result>,
  { isIndexLost }: Unadopted,
): Promise<Committed<Result>> {
  const { adoptLists } = await import("./adopt.ts");
  const warnings = await adoptLists(layout, { ...work, isIndexLost });
  const committed = await updateUnderLock(layout, { ...work, isAdopted: true });
  return { ...committed, warnings: [...warnings, ...committed.warnings] };
}
