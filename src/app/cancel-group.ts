import { openTasks } from "../domain/find-task.ts";
import { cancelTask } from "../domain/transitions.ts";
import { changeGroup, groupFields, type GroupResult } from "./change-group.ts";
import { optional } from "./input.ts";
import { defineOperation } from "./operation.ts";
import { report } from "./readers.ts";
import { withReportCut } from "./warning.ts";

const input = { ...groupFields, reason: optional(report) };

/** Ends all running and pending tasks of a group as cancelled. */
export const cancelGroup = defineOperation({
  name: "cancel",
  isChange: true,
  input,
  async run(app, { reason, ...given }): Promise<GroupResult> {
    const result = await changeGroup(app, given, {
      pick: openTasks,
      change: (list, task, { now }) => cancelTask(list, task, reason?.text, now),
    });
    if (!reason?.isCut || result.count === 0) return result;
    return withReportCut(result);
  },
});
