import { dryRunStore } from "../store/dry-run.ts";
import { openCare, openStore } from "../store/open-store.ts";
import type { App } from "./operation.ts";
import type { Settings } from "./settings.ts";
import type { Surroundings } from "./surroundings.ts";

export { makeEmptyLocation } from "../store/open-store.ts";

export interface OpenOptions {
  /** What the process is doing: the operation's name. */
  readonly command: string;
  readonly isDryRun: boolean;
  /** Whether the process does nothing else meanwhile: see FileStoreOptions. */
  readonly isAlone?: boolean;
  readonly around: Surroundings;
  /** What time it is for the store; the system's clock if left out. */
  readonly clock?: () => Date;
  readonly configProblem?: App["configProblem"];
  readonly signal?: App["signal"];
  readonly onProgress?: App["onProgress"];
}

/** Puts the parts together: the only place that knows which store there is. */
export function openApp(
  settings: Settings,
  { command, isDryRun, isAlone = false, around, clock, configProblem, signal, onProgress }: OpenOptions,
): App {
  const options = {
    command,
    lockTimeoutMs: settings.lock_timeout_ms.value,
    keepFinished: settings.keep_finished.value,
    isAlone,
    ...(clock && { clock }),
  };
  const store = openStore(settings.root.value, options);
  return {
    around,
    look: (location) => openStore(location),
    care: () => openCare(settings.root.value, options),
    settings,
    configProblem,
    store: isDryRun ? dryRunStore(store) : store,
    operator: settings.operator.value ?? undefined,
    signal,
    isDryRun,
    onProgress,
  };
}
