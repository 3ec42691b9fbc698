import { cancelTask } from "../../../src/app/cancel-task.ts";
import { type CareResult } from "../../../src/app/care-for-task.ts";
import { editTask } from "../../../src/app/edit-task.ts";
import { hold } from "../../../src/app/hold.ts";
import { release } from "../../../src/app/release.ts";
import { completeTask } from "../../../src/app/complete-task.ts";
import { createTask } from "../../../src/app/create-task.ts";
import { failTask } from "../../../src/app/fail-task.ts";
import { type InputFields, readInput } from "../../../src/app/input.ts";
import { moveTask } from "../../../src/app/move-task.ts";
import type { App, Operation } from "../../../src/app/operation.ts";
import { restoreTask } from "../../../src/app/restore-task.ts";
import { retryTask } from "../../../src/app/retry-task.ts";
import { loadSettings } from "../../../src/app/settings.ts";
import { startTask } from "../../../src/app/start-task.ts";
import { noteTask } from "../../../src/app/note-task.ts";
import { TaskListError } from "../../../src/domain/errors.ts";
import type { Task } from "../../../src/domain/task.ts";
import type { TaskStore } from "../../../src/store/store.ts";
import type { After } from "./links.ts";
import type { Command, StepName } from "./queue-model.ts";

const NOWHERE = { env: {}, cwd: "/", home: "/", isTerminal: false };

/** Runs an operation on a store, with an input as a caller gives it. */
export function ask<Fields extends InputFields, Result>(
  store: TaskStore,
  operation: Operation<Fields, Result>,
  input: Readonly<Record<string, unknown>> = {},
): Promise<Result> {
  const settings = loadSettings({ root: "/nowhere" }, NOWHERE, () => ({}));
  const nothing = { configProblem: undefined, operator: undefined, signal: undefined, onProgress: undefined };
  const app: App = { store, settings, isDryRun: false, around: NOWHERE, care: nobody, look: () => store, ...nothing };
  return operation.run(app, readInput(operation.input, input));
}

async function nobody(): Promise<never> {
  throw new Error("nobody looks after this store");
}

/** What a store answers to a command, in the words of the model. */
export async function answerOf(store: TaskStore, command: Command): Promise<string> {
  try {
    return await askFor(store, command);
  } catch (error) {
    if (!(error instanceof TaskListError)) throw error;
    return error.code;
  }
}

async function askFor(store: TaskStore, command: Command): Promise<string> {
  const { agent } = command;
  if (command.do !== "create") {
    const named = { agent, task_id: command.id };
    if (command.do === "move") return ended(await ask(store, moveTask, { ...named, to_agent: command.to }));
    if (command.do === "edit") {
      const { priority, after } = command;
      const links = after === null ? { depends_on: "none" } : linksOf(after);
      return cared(await ask(store, editTask, { ...named, priority, ...links }));
    }
    return ASK_FOR_STEP[command.do](store, named);
  }
  const tasks = command.items.map(({ isForEver, isLeased, lapses, tries, delay, after, whole, ...item }) => ({
    name: "a task",
    ...item,
    ...linksOf(after),
    ...(whole !== undefined && { parent: whole }),
    ...(delay !== undefined && { not_before: `${delay}m` }),
    ...(isForEver && { key_scope: "ever" }),
    ...(isLeased && { lease: "10m" }),
    ...(lapses !== undefined && { max_expiries: lapses }),
    ...(tries !== undefined && { max_attempts: tries }),
  }));
  const input = tasks.length === 1 ? { agent, ...tasks[0] } : { agent, input: tasks };
  const created = await ask(store, createTask, input);
  return created.tasks.map((each) => told(each.task, each.created)).join(", ");
}

function linksOf(after: After | undefined): object {
  return after ? { depends_on: after.ids, depends_mode: after.mode, on_dependency_failure: after.policy } : {};
}

interface NamedTask {
  readonly agent: string;
  readonly task_id: string | undefined;
}

type PlainStep = Exclude<StepName, "move" | "edit">;

const ASK_FOR_STEP: Readonly<Record<PlainStep, (store: TaskStore, named: NamedTask) => Promise<string>>> = {
  start: async (store, named) => told((await ask(store, startTask, { ...named })).task),
  retry: async (store, named) => told((await ask(store, retryTask, { ...named })).task),
  complete: async (store, named) => ended(await ask(store, completeTask, { ...named, result: "done" })),
  fail: async (store, named) => ended(await ask(store, failTask, { ...named, error: "no" })),
  cancel: async (store, named) => ended(await ask(store, cancelTask, { ...named })),
  restore: async (store, named) => told((await ask(store, restoreTask, { ...named })).task),
  hold: async (store, named) => cared(await ask(store, hold, { ...named })),
  release: async (store, named) => cared(await ask(store, release, { ...named })),
  note: async (store, named) => told((await ask(store, noteTask, { ...named, message: "found" })).task),
};

function cared({ task, changed }: CareResult): string {
  if (task) return told(task, changed);
  return changed ? "queue" : "queue again";
}

function ended({ task, changed }: { task: Task; changed: boolean }): string {
  return told(task, changed);
}

function told({ id, status }: Task, isNew = true): string {
  return `${id} ${status}${isNew ? "" : " again"}`;
}
