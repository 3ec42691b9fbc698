import type { TaskListError } from "../domain/errors.ts";
import type { Warning as StoreWarning } from "../store/store.ts";

/** What a caller is told besides its success. */
export interface Warning {
  readonly problem: StoreWarning["problem"] | "report_cut" | "config_invalid" | "tasks_missing";
  readonly path?: string;
  readonly reason?: string;
}

/** The result of an operation, with what else its caller is told. */
export interface Warned {
  readonly warnings?: readonly Warning[];
}

/** The warning that finished tasks were counted of which nothing else is left. */
export function missingWarning({ missing }: { readonly missing: number }): Warned {
  return missing === 0 ? {} : { warnings: [{ problem: "tasks_missing", reason: String(missing) }] };
}

/** A result, with the warning that of a report only the end was kept. */
export function withReportCut<Result extends Warned>(result: Result): Result {
  return { ...result, warnings: [...(result.warnings ?? []), { problem: "report_cut" }] };
}

/** Why the config file cannot be used: what stands in it, or that it cannot be read. */
export type ConfigProblem = TaskListError<"CONFIG_INVALID"> | TaskListError<"IO_ERROR">;

/** The warning that the config file cannot be used, for those who work without it. */
export function configWarnings({ configProblem }: { readonly configProblem: ConfigProblem | undefined }): Warned {
  if (!configProblem) return {};
  const { path = "", ...facts } = configProblem.facts;
  return { warnings: [{ problem: "config_invalid", path, reason: reasonOf(facts) }] };
}

function reasonOf(facts: { readonly reason: string } | { readonly key?: string; readonly detail: string }): string {
  if ("reason" in facts) return facts.reason;
  return facts.key === undefined ? facts.detail : `${facts.key}: ${facts.detail}`;
}
