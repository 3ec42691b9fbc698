import type { Warning } from "../store.ts";
import { agentFolders } from "./agent-folders.ts";
import type { Layout } from "./layout.ts";
import { acquireLock } from "./lock.ts";
import type { Patience } from "./patience.ts";
import { type TakeOver, takeOverLists } from "./take-over.ts";
import { Superseded } from "./writer.ts";

/** What an adoption has to know of the call that it precedes. */
export interface AdoptionOrder extends TakeOver {
  readonly command: string;
  readonly patience: Patience;
}

/**
 * Takes over the lists that the original tool (or anybody without the lock) has written, under a lock of its own.
 *
 * @returns a warning for each list that was ours before
 */
export async function adoptLists(layout: Layout, order: AdoptionOrder): Promise<readonly Warning[]> {
  const { command, patience } = order;
  const lock = await acquireLock(layout, { agents: agentFolders(layout), command, patience });
  let isSettled = false;
  try {
    const warnings = await takeOverLists(layout, lock, order);
    isSettled = true;
    return warnings;
  } catch (error) {
    if (!(error instanceof Superseded)) throw error;
  } finally {
    lock.release({ isSettled });
  }
  await patience.pause();
  return adoptLists(layout, order);
}
