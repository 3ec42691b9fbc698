import { restoreTask as restore } from "../domain/come-back.ts";
import { bringBack, endedTask } from "./bring-back.ts";
import { defineOperation } from "./operation.ts";

/** Brings a cancelled task back to the queue. */
export const restoreTask = defineOperation({
  name: "restore",
  isChange: true,
  input: endedTask,
  run: (app, given) => bringBack(app, given, { status: "cancelled", step: restore }),
});
