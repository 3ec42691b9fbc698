import { TaskListError } from "../../../domain/errors.ts";
import type { Finding } from "../../../domain/finding.ts";
import type { Layout } from "../layout.ts";
import { goneEnds, readMark } from "../purge-mark.ts";
import { goneByAgent, toldBefore } from "../purged-state.ts";
import { unreadable } from "./check-lists.ts";

/** Why it cannot be known what was purged; without that nothing else can be judged. */
export function purgeError(layout: Layout): TaskListError | undefined {
  try {
    for (const read of [readMark, goneEnds, goneByAgent, toldBefore]) read(layout);
    return undefined;
  } catch (error) {
    if (error instanceof TaskListError) return error;
    throw error;
  }
}

export function checkPurge(layout: Layout): readonly Finding[] {
  const error = purgeError(layout);
  if (error) return [unreadable("purge_unreadable", error)];
  const isUndone = readMark(layout)?.is_done === false;
  return isUndone ? [{ problem: "purge_unfinished", path: layout.purged }] : [];
}
