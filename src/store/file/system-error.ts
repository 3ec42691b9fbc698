import { TaskListError } from "../../domain/errors.ts";

/** Whether something thrown is the system's refusal with one of the codes: `ENOENT`, `EEXIST`, ... */
export function isSystemError(error: unknown, ...codes: readonly string[]): boolean {
  const code = systemCode(error);
  return code !== undefined && (codes.length === 0 || codes.includes(code));
}

/** The code of the system's refusal: `ENOENT`; undefined for anything else that was thrown. */
export function systemCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !("code" in error) || !("syscall" in error)) return undefined;
  return typeof error.code === "string" ? error.code : undefined;
}

/** Runs one access to a path; the system's refusals become IO_ERROR with that path. */
export function accessing<Result>(path: string, access: () => Result): Result {
  try {
    return access();
  } catch (error) {
    throw asIoError(error, path);
  }
}

/** What the system refused, as IO_ERROR; anything else as it was. */
export function asIoError(error: unknown, path?: string): unknown {
  const reason = systemCode(error);
  if (reason === undefined) return error;
  const named =
    path ?? (error instanceof Error && "path" in error && typeof error.path === "string" ? error.path : undefined);
  return new TaskListError("IO_ERROR", named === undefined ? { reason } : { path: named, reason }, { cause: error });
}

/** Where something went wrong, and why, for a warning. */
export function whereAndWhy(error: unknown): { path: string; reason: string } {
  if (!(error instanceof TaskListError)) return { path: "", reason: String(error) };
  const { path, reason = error.code }: { path?: string; reason?: string } = error.facts;
  return { path: path ?? "", reason };
}
