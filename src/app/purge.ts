import { invalid } from "../domain/errors.ts";
import type { PurgeReport } from "../store/store-care.ts";
import { optional, reader, required, withDefault } from "./input.ts";
import { defineOperation } from "./operation.ts";
import { count, duration, yesNo } from "./readers.ts";
import type { Warned } from "./warning.ts";

export interface PurgeResult extends Warned, Omit<PurgeReport, "warnings"> {}

/** What is younger may still be read by somebody: a follower of the journal that was asleep, an agent that looks at yesterday. */
const SHORTEST_MS = 86_400_000;

const age = reader<number>(duration.schema, (value, parameter) => {
  const ms = duration(value, parameter);
  if (ms < SHORTEST_MS) throw invalid("too_short", { parameter, given: String(value), limit: SHORTEST_MS });
  return ms;
});

const input = { older_than: required(age), no_copy: withDefault(yesNo, false), expected_count: optional(count) };

/** Takes finished tasks that ended long ago out of the history, and lines as old out of the journal. */
export const purge = defineOperation({
  name: "purge",
  isChange: true,
  input,
  async run(app, { older_than: olderThanMs, no_copy, expected_count: expectedTasks }): Promise<PurgeResult> {
    const care = await app.care();
    const { operator, signal, onProgress } = app;
    const options = {
      olderThanMs,
      isCopied: !no_copy,
      ...(expectedTasks !== undefined && { expectedTasks }),
      ...(operator !== undefined && { operator }),
      ...(signal && { signal }),
      ...(onProgress && { onProgress }),
    };
    const { warnings, ...report } = await (app.isDryRun ? care.previewPurge(options) : care.purge(options));
    return warnings.length === 0 ? report : { ...report, warnings };
  },
});

/** The refusal to take so much away as long as nobody has said that it is meant. */
export function notConfirmed(tasks: number): Error {
  return invalid("purge_not_confirmed", { parameter: "yes", count: tasks });
}
