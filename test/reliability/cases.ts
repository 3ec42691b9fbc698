import { join } from "node:path";
import { readLists } from "./invariants.ts";
import { fileStore } from "../../src/store/file/store.ts";
import type { TaskStore } from "../../src/store/store.ts";
import { add, complete, start } from "../helpers/changes.ts";
import { temporaryFolder } from "../helpers/temporary-folder.ts";

export const AGENT = ["--agent", "coder"];
const KEYED = ["create", ...AGENT, "--name", "four", "--key", "k4"];

/** A command that changes something, and a root for it. It can be repeated when its answer was lost. */
export interface Case {
  readonly name: string;
  readonly before: (root: string) => Promise<unknown>;
  readonly args: readonly string[];
}

/** Gives roots for a case, each as it is before its command: folders that are gone when the test is over. */
export function rootsOf({ before }: Case): (name: string) => Promise<string> {
  const folder = temporaryFolder();
  return async (name) => {
    await before(join(folder, name));
    return join(folder, name);
  };
}

export const CASES: readonly Case[] = [
  { name: "create in a root that is not there yet", before: async () => undefined, args: KEYED },
  { name: "create", before: everyday, args: KEYED },
  { name: "start", before: everyday, args: ["start", ...AGENT] },
  { name: "complete", before: running, args: ["complete", ...AGENT, "--task-id", "task-002", "--result", "done"] },
  { name: "fail", before: running, args: ["fail", ...AGENT, "--task-id", "task-002", "--error", "no"] },
];

/** A root that has something in every place. */
async function everyday(root: string): Promise<TaskStore> {
  const store = fileStore(root);
  await add(store, "coder");
  await add(store, "coder");
  await add(store, "other");
  await start(store, "coder");
  await complete(store, "coder");
  return store;
}

async function running(root: string): Promise<void> {
  await start(await everyday(root), "coder");
}

/** A caller whose call was killed repeats it: it must get its answer, and what was done must not be done again. */
export function repeatProblems(
  [command]: readonly string[],
  wasAcknowledged: boolean,
  answer: Record<string, unknown>,
): string[] {
  const isDone = answer["status"] === "success" || (command === "start" && answer["code"] === "AGENT_BUSY");
  if (!isDone) return [`the next command says ${JSON.stringify(answer)}`];
  const isDoneTwice =
    wasAcknowledged &&
    (answer["created"] === true || (command !== "start" && command !== "create" && answer["changed"] !== false));
  return isDoneTwice ? ["what was acknowledged was done again"] : [];
}

/** After the repetition the effect is there, once. */
export function effectProblems([command]: readonly string[], root: string): string[] {
  const list = readLists(root).find(({ agent_id }) => agent_id === "coder");
  const effects: Record<string, number | undefined> = {
    create: list?.pending_tasks.filter(({ key }) => key === "k4").length,
    start: list?.current_task ? 1 : 0,
    complete: list?.completed_tasks.filter(({ id }) => id === "task-002").length,
    fail: list?.failed_tasks.filter(({ id }) => id === "task-002").length,
  };
  return effects[command ?? ""] === 1 ? [] : [`the effect is there ${effects[command ?? ""]} times`];
}
