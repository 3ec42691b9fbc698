import { releaseTask } from "../domain/care.ts";
import { changeGroup, groupFields, type GroupResult } from "./change-group.ts";
import { defineOperation } from "./operation.ts";

/** Lets all tasks of a group that are on hold go on. */
export const releaseGroup = defineOperation({
  name: "release",
  isChange: true,
  input: groupFields,
  run: (app, given): Promise<GroupResult> =>
    changeGroup(app, given, {
      pick: ({ pending_tasks }) => pending_tasks,
      change: (list, task, { now }) => releaseTask(list, task, now),
    }),
});
