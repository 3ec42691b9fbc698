import type { StoreCare } from "../store/store-care.ts";
import type { Change, Interruption, Need, TaskStore, UpdateOptions } from "../store/store.ts";
import type { InputFields, InputOf } from "./input.ts";
import type { Settings } from "./settings.ts";
import type { Surroundings } from "./surroundings.ts";
import type { ConfigProblem, Warned } from "./warning.ts";

export type { Interruption } from "../store/store.ts";

/** What an operation works with. */
export interface App {
  readonly store: TaskStore;
  /** Opens what looks after the store: for the few that need it. */
  readonly care: () => Promise<StoreCare>;
  /** Opens another store, to look at what it holds. */
  readonly look: (location: string) => Pick<TaskStore, "snapshot">;
  readonly around: Surroundings;
  readonly settings: Settings;
  /** Why the settings are without those of the config file, for an operation that works nevertheless. */
  readonly configProblem: ConfigProblem | undefined;
  /** Who acts, if it is not the agent itself. */
  readonly operator: string | undefined;
  readonly signal: Interruption | undefined;
  /** Whether nothing is to be changed, only said what would be. */
  readonly isDryRun: boolean;
  /** Is told how far a long work has come: the adoption of a root of the original tool, a look at every file. */
  readonly onProgress: ((done: number, total: number) => void) | undefined;
}

/** One thing that a caller can ask for. Every front end offers the same. */
export interface Operation<Fields extends InputFields, Result> {
  readonly name: string;
  /** Whether it changes tasks: then it can be tried as a dry run. */
  readonly isChange: boolean;
  /** What it takes, by name; how each is read is how it is checked. */
  readonly input: Fields;
  /** @throws TaskListError for every refusal */
  run(app: App, input: InputOf<Fields>): Promise<Result>;
}

/** Declares an operation. Its `input` is a constant of its own: in one literal with `run` the compiler does not infer it. */
export function defineOperation<Fields extends InputFields, Result>(
  operation: Operation<Fields, Result>,
): Operation<Fields, Result> {
  return operation;
}

/** Carries out a change, in the name of whoever acts. What went wrong behind the commit comes with its result. */
export async function changeTasks<Result extends Warned>(
  app: App,
  need: Need,
  change: Change<Result>,
  options: Pick<UpdateOptions, "createRoot"> = {},
): Promise<Result> {
  const { result, warnings, saved } = await app.store.update(need, change, { ...updateOptions(app), ...options });
  return { ...result, ...(saved && { saved }), ...(warnings.length > 0 && { warnings }) };
}

function updateOptions(app: App): UpdateOptions {
  return {
    ...(app.operator !== undefined && { operator: app.operator }),
    ...(app.signal && { signal: app.signal }),
    ...(app.onProgress && { onAdoption: app.onProgress }),
  };
}
