import { cancelTask } from "../../../src/app/cancel-task.ts";
import { completeTask } from "../../../src/app/complete-task.ts";
import { createTask } from "../../../src/app/create-task.ts";
import { failTask } from "../../../src/app/fail-task.ts";
import { type InputFields, readInput } from "../../../src/app/input.ts";
import type { App, Operation } from "../../../src/app/operation.ts";
import { retryTask } from "../../../src/app/come-back.ts";
import { loadSettings } from "../../../src/app/settings.ts";
import { startTask } from "../../../src/app/start-task.ts";
import { TaskListError } from "../../../src/domain/errors.ts";
import type { Task } from "../../../src/domain/task.ts";
import type { TaskStore } from "../../../src/store/store.ts";
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
  const app: App = { store, settings, isDryRun: false, around: NOWHERE, care: nobody, ...nothing };
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
  if (command.do !== "create") return ASK_FOR_STEP[command.do](store, { agent, task_id: command.id });
  const tasks = command.items.map((item) => ({ name: "a task", ...item }));
  const input = tasks.length === 1 ? { agent, ...tasks[0] } : { agent, input: tasks };
  const created = await ask(store, createTask, input);
  return created.tasks.map((each) => told(each.task, each.created)).join(", ");
}

interface NamedTask {
  readonly agent: string;
  readonly task_id: string | undefined;
}

const ASK_FOR_STEP: Readonly<Record<StepName, (store: TaskStore, named: NamedTask) => Promise<string>>> = {
  start: async (store, named) => told((await ask(store, startTask, { ...named })).task),
  retry: async (store, named) => told((await ask(store, retryTask, { ...named })).task),
  complete: async (store, named) => ended(await ask(store, completeTask, { ...named, result: "done" })),
  fail: async (store, named) => ended(await ask(store, failTask, { ...named, error: "no" })),
  cancel: async (store, named) => ended(await ask(store, cancelTask, { ...named })),
};

function ended({ task, changed }: { task: Task; changed: boolean }): string {
  return told(task, changed);
}

function told({ id, status }: Task, isNew = true): string {
  return `${id} ${status}${isNew ? "" : " again"}`;
}
