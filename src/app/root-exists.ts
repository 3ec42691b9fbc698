import { isRefusal } from "../domain/errors.ts";
import type { App } from "./operation.ts";

/** Whether the task root can be seen. */
export async function rootExists(app: App): Promise<boolean> {
  try {
    await app.store.read({});
    return true;
  } catch (error) {
    if (isRefusal(error, "IO_ERROR")) return false;
    throw error;
  }
}
