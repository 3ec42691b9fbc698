import { type Clock, systemClock } from "../../clock.ts";
import type { CareOptions, PurgeOptions, StoreCare } from "../../store-care.ts";
import { explained } from "../explained.ts";
import { layoutOf } from "../layout.ts";
import { patienceOf } from "../patience.ts";
import { isMissingRoot } from "../root-folder.ts";
import { examine } from "./examine.ts";
import { repair } from "./repair.ts";

export interface FileCareOptions {
  readonly clock?: Clock;
  /** How long a repair waits for others, in milliseconds. */
  readonly lockTimeoutMs: number;
  /** How many finished tasks of each outcome stay in a list. */
  readonly keepFinished: number;
  readonly command: string;
}

/** Looks after the files of one folder. */
export function fileCare(root: string, options: FileCareOptions): StoreCare {
  const layout = layoutOf(root);
  const { clock = systemClock, lockTimeoutMs, keepFinished, command } = options;
  const inRoot = <Result>(work: () => Promise<Result>) =>
    explained(() => {
      isMissingRoot(root, false);
      return work();
    });
  return {
    examine: (care: CareOptions = {}) => inRoot(() => examine(layout, { ...care, keepFinished })),
    repair: (care: CareOptions = {}) =>
      inRoot(() => {
        const patience = patienceOf(lockTimeoutMs, { signal: care.signal });
        return repair(layout, { ...care, clock, keepFinished, command, patience });
      }),
    previewPurge: (care: PurgeOptions) =>
      inRoot(async () => (await import("../purge/purge.ts")).previewPurge(layout, { ...care, clock, keepFinished })),
    purge: (care: PurgeOptions) =>
      inRoot(async () => {
        const patience = patienceOf(lockTimeoutMs, { signal: care.signal });
        const { purge } = await import("../purge/purge.ts");
        return purge(layout, { ...care, clock, keepFinished, command, patience });
      }),
  };
}
