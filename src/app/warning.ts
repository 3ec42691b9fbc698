import type { TaskListError } from "../domain/errors.ts";
import type { Warning as StoreWarning } from "../store/store.ts";

/** What a caller is told besides its success. */
export interface Warning {
  readonly problem: StoreWarning["problem"] | "report_cut" | "config_invalid";
  readonly path?: string;
  readonly reason?: string;
}

/** The result of an operation, with what else its caller is told. */
export interface Warned {
  readonly warnings?: readonly Warning[];
}

/** The warning that the config file cannot be used, for those who work without it. */
export function configWarnings({
  configProblem,
}: {
  readonly configProblem: TaskListError<"CONFIG_INVALID"> | undefined;
}): Warned {
  if (!configProblem) return {};
  const { path, detail } = configProblem.facts;
  return { warnings: [{ problem: "config_invalid", path, reason: detail }] };
}
