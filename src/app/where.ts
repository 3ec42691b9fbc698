import { isRefusal } from "../domain/errors.ts";
import { type App, defineOperation } from "./operation.ts";
import type { Setting, Settings } from "./settings.ts";
import { type Warned, configWarnings } from "./warning.ts";

export interface WhereResult extends Warned {
  readonly root: Setting<string> & { readonly exists: boolean };
  readonly agent: Settings["agent"];
  readonly settings: Omit<Settings, "root" | "agent">;
}

/** Says which root, agent and settings a call uses, and what chose each. */
export const where = defineOperation({
  name: "where",
  isChange: false,
  input: {},
  async run(app): Promise<WhereResult> {
    const { root, agent, ...settings } = app.settings;
    return { root: { ...root, exists: await rootExists(app) }, agent, settings, ...configWarnings(app) };
  },
});

async function rootExists(app: App): Promise<boolean> {
  try {
    await app.store.read({});
    return true;
  } catch (error) {
    if (isRefusal(error, "IO_ERROR")) return false;
    throw error;
  }
}
