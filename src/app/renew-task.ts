import { renewTask as renew } from "../domain/work.ts";
import { defineOperation } from "./operation.ts";
import { namedTask, workOnCurrent } from "./work-on-task.ts";

/** Renews the lease of the current task. */
export const renewTask = defineOperation({
  name: "renew",
  isChange: true,
  input: namedTask,
  run: (app, named) => workOnCurrent(app, named, { action: "renew", step: renew }),
});
