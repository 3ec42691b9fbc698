import { cancelTask } from "./cancel-task.ts";
import { completeTask } from "./complete-task.ts";
import { createTask } from "./create-task.ts";
import { failTask } from "./fail-task.ts";
import { getTask } from "./get-task.ts";
import { type InputFields, readInput } from "./input.ts";
import { listAgents } from "./list-agents.ts";
import { listTasks } from "./list-tasks.ts";
import { openApp } from "./open-app.ts";
import type { Operation } from "./operation.ts";
import { queryTasks } from "./query-tasks.ts";
import { retryTask } from "./retry-task.ts";
import { loadSettings } from "./settings.ts";
import { showHistory } from "./show-history.ts";
import { showStats } from "./show-stats.ts";
import { startTask } from "./start-task.ts";
import type { CallOptions, TaskRoot, TaskRootOptions } from "./task-root.ts";

/**
 * Opens a task root. The folder need not be there: the first `create` makes it. Nothing has to be closed.
 *
 * @throws CONFIG_INVALID if its config.json cannot be used
 * @throws INVALID_PARAMS
 */
export function openTaskRoot(root: string, { operator, lockTimeoutMs }: TaskRootOptions = {}): TaskRoot {
  const flags = {
    root,
    ...(operator !== undefined && { operator }),
    ...(lockTimeoutMs !== undefined && { lock_timeout: String(lockTimeoutMs) }),
  };
  // Of the surroundings only the working folder counts: a library does what its caller says, whoever the process is.
  const settings = loadSettings(flags, { env: {}, cwd: process.cwd(), home: "/", isTerminal: false });
  const caller =
    <Fields extends InputFields, Result>(operation: Operation<Fields, Result>) =>
    async (input: { readonly [Name in keyof Fields]?: unknown } = {}, options: CallOptions = {}): Promise<Result> => {
      const { dryRun = false, signal } = options;
      const app = openApp(settings, { command: operation.name, isDryRun: dryRun, ...(signal && { signal }) });
      return operation.run(app, readInput(operation.input, input));
    };
  return {
    create: caller(createTask),
    start: caller(startTask),
    complete: caller(completeTask),
    fail: caller(failTask),
    cancel: caller(cancelTask),
    retry: caller(retryTask),
    list: caller(listTasks),
    listAll: caller(listAgents),
    get: caller(getTask),
    query: caller(queryTasks),
    stats: caller(showStats),
    history: caller(showHistory),
  };
}
