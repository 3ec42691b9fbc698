import { dryRunStore } from "../store/dry-run.ts";
import { openStore } from "../store/open-store.ts";
import type { App } from "./operation.ts";
import type { Settings } from "./settings.ts";

export interface OpenOptions {
  /** What the process is doing: the operation's name. */
  readonly command: string;
  readonly isDryRun: boolean;
  readonly configProblem?: App["configProblem"];
  readonly signal?: AbortSignal;
  readonly onAdoption?: App["onAdoption"];
}

/** Puts the parts together: the only place that knows which store there is. */
export function openApp(
  settings: Settings,
  { command, isDryRun, configProblem, signal, onAdoption }: OpenOptions,
): App {
  const store = openStore(settings.root.value, {
    command,
    lockTimeoutMs: settings.lock_timeout_ms.value,
    keepFinished: settings.keep_finished.value,
  });
  return {
    settings,
    configProblem,
    store: isDryRun ? dryRunStore(store) : store,
    operator: settings.operator.value ?? undefined,
    signal,
    isDryRun,
    onAdoption,
  };
}
