import { isAbsolute } from "node:path";
import { invalid } from "../domain/errors.ts";
import { briefAgent } from "./brief-agent.ts";
import { cancelGroup } from "./cancel-group.ts";
import { cancelTask } from "./cancel-task.ts";
import { editTask } from "./edit-task.ts";
import { hold } from "./hold.ts";
import { holdGroup } from "./hold-group.ts";
import { releaseGroup } from "./release-group.ts";
import { release } from "./release.ts";
import { checkQueue } from "./check-queue.ts";
import { restoreTask } from "./restore-task.ts";
import { retryTask } from "./retry-task.ts";
import { completeTask } from "./complete-task.ts";
import { createTask } from "./create-task.ts";
import { doctor } from "./doctor.ts";
import { explainWait } from "./explain-wait.ts";
import { failTask } from "./fail-task.ts";
import { getTask } from "./get-task.ts";
import { type InputFields, optional, readInput, reader } from "./input.ts";
import { listAgents } from "./list-agents.ts";
import { listTasks } from "./list-tasks.ts";
import { moveTask } from "./move-task.ts";
import { openApp } from "./open-app.ts";
import type { Operation } from "./operation.ts";
import { queryTasks } from "./query-tasks.ts";
import { lockTimeout, operatorName, rootFolder, yesNo } from "./readers.ts";
import { loadSettings } from "./settings.ts";
import { showGraph } from "./show-graph.ts";
import { showHistory } from "./show-history.ts";
import { showLog } from "./show-log.ts";
import { showStats } from "./show-stats.ts";
import { startTask } from "./start-task.ts";
import { noteTask } from "./note-task.ts";
import { renewTask } from "./renew-task.ts";
import type { CallOptions, TaskRoot, TaskRootOptions } from "./task-root.ts";
import { waitForTasks } from "./wait-for-tasks.ts";
import { watchEvents } from "./watch-events.ts";
import { watchReady } from "./watch-ready.ts";

/**
 * Opens a task root. The folder need not be there: the first `create` makes it. Nothing has to be closed.
 *
 * @throws CONFIG_INVALID if its config.json cannot be used
 * @throws INVALID_PARAMS
 */
export function openTaskRoot(root: string, options: TaskRootOptions = {}): TaskRoot {
  const folder = rootFolder(root, "root");
  const { operator, lockTimeoutMs } = readInput(optionFields, objectOf(options, "options"));
  const flags = {
    root: folder,
    ...(operator !== undefined && { operator }),
    ...(lockTimeoutMs !== undefined && { lock_timeout: String(lockTimeoutMs) }),
  };
  // Of the surroundings only the working folder counts: a library does what its caller says, whoever the process is.
  const cwd = isAbsolute(folder) ? "/" : process.cwd();
  const around = { env: {}, cwd, home: "/", isTerminal: false };
  const settings = loadSettings(flags, around);
  const caller =
    <Fields extends InputFields, Result>(operation: Operation<Fields, Result>) =>
    async (input: { readonly [Name in keyof Fields]?: unknown } = {}, call: CallOptions = {}): Promise<Result> => {
      const { dryRun = false, signal } = readInput(callFields, objectOf(call, "options"));
      signal?.throwIfAborted();
      const app = openApp(settings, {
        command: operation.name,
        isDryRun: dryRun,
        around,
        ...(signal && { signal: AbortSignal.any([signal]) }),
      });
      return operation.run(app, readInput(operation.input, objectOf(input, "input")));
    };
  const watch = caller(watchEvents);
  const ready = caller(watchReady);
  return {
    create: caller(createTask),
    start: caller(startTask),
    complete: caller(completeTask),
    fail: caller(failTask),
    cancel: caller(cancelTask),
    retry: caller(retryTask),
    restore: caller(restoreTask),
    check: caller(checkQueue),
    note: caller(noteTask),
    renew: caller(renewTask),
    resume: caller(briefAgent),
    edit: caller(editTask),
    move: caller(moveTask),
    hold: caller(hold),
    release: caller(release),
    cancelGroup: caller(cancelGroup),
    holdGroup: caller(holdGroup),
    releaseGroup: caller(releaseGroup),
    list: caller(listTasks),
    listAll: caller(listAgents),
    get: caller(getTask),
    why: caller(explainWait),
    query: caller(queryTasks),
    graph: caller(showGraph),
    stats: caller(showStats),
    history: caller(showHistory),
    log: caller(showLog),
    watch: (input, call) => coming(watch(input, call), ({ events }) => events),
    watchReady: (input, call) => coming(ready(input, call), ({ tasks }) => tasks),
    wait: caller(waitForTasks),
    doctor: caller(doctor),
  };
}

/** What comes of a result that is on its way. A refusal is thrown to whoever reads it. */
function coming<Result, Item>(
  result: Promise<Result>,
  itemsOf: (result: Result) => AsyncIterable<Item>,
): AsyncIterable<Item> {
  result.catch(() => undefined); // nobody may read it
  return {
    async *[Symbol.asyncIterator]() {
      yield* itemsOf(await result);
    },
  };
}

const optionFields = { operator: optional(operatorName), lockTimeoutMs: optional(lockTimeout) };

const abortSignal = reader<AbortSignal>({}, (value, parameter) => {
  if (value instanceof AbortSignal) return value;
  throw invalid("not_an_object", { parameter });
});

const callFields = { dryRun: optional(yesNo), signal: optional(abortSignal) };

/** What a caller without types may give instead of an object is refused as everything else is. */
function objectOf(given: unknown, parameter: string): Readonly<Record<string, unknown>> {
  if (typeof given === "object" && given !== null && !Array.isArray(given)) return { ...given };
  throw invalid("not_an_object", { parameter });
}
