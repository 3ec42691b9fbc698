import { retryTask as retry } from "../domain/come-back.ts";
import { bringBack, endedTask } from "./bring-back.ts";
import { defineOperation } from "./operation.ts";

/** Brings a failed task back to the queue. */
export const retryTask = defineOperation({
  name: "retry",
  isChange: true,
  input: endedTask,
  run: (app, given) => bringBack(app, given, { status: "failed", step: retry }),
});
