import { noteTask as note } from "../domain/work.ts";
import { optional, required } from "./input.ts";
import { defineOperation } from "./operation.ts";
import { noteText, progress } from "./readers.ts";
import { namedTask, workOnCurrent } from "./work-on-task.ts";

const input = { ...namedTask, message: required(noteText), progress: optional(progress) };

/** Notes something down about the current task, and renews its lease. */
export const noteTask = defineOperation({
  name: "note",
  isChange: true,
  input,
  run: (app, { message, progress: percent, ...named }) =>
    workOnCurrent(app, named, {
      action: "note",
      step: (list, task, facts) => note(list, task, { message, progress: percent }, facts),
    }),
});
