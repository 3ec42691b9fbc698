import { renewTask as renew } from "../domain/work.ts";
import { defineOperation } from "./operation.ts";
import { namedTask } from "./work-on-task.ts";
import { workOnCurrent } from "./work-on-task.ts";

/** Renews the lease of the current task. */
export const renewTask = defineOperation({
  name: "renew",
  isChange: true,
  input: namedTask,
  run: (app, named) => workOnCurrent(app, named, { action: "renew", step: renew }),
});
