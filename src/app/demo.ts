import { resolve } from "node:path";
import { cancelTask } from "./cancel-task.ts";
import { completeTask } from "./complete-task.ts";
import { createTask } from "./create-task.ts";
import { DEMO_AGENTS, type DemoStep, type DemoTask, demoSteps } from "./demo-story.ts";
import { failTask } from "./fail-task.ts";
import { hold } from "./hold.ts";
import { type InputFields, optional, readInput } from "./input.ts";
import { openDemoWords } from "./messages/open-demo-words.ts";
import { noteTask } from "./note-task.ts";
import { makeEmptyLocation, openApp } from "./open-app.ts";
import { type App, type Operation, defineOperation } from "./operation.ts";
import { rootFolder } from "./readers.ts";
import { retryTask } from "./retry-task.ts";
import { settingsWithoutConfig } from "./settings.ts";
import { startTask } from "./start-task.ts";
import type { Warned } from "./warning.ts";

export interface DemoResult extends Warned {
  /** The folder that was filled. */
  readonly root: string;
  readonly agents: readonly string[];
  /** How many there are. */
  readonly tasks: number;
  /** Commands that show something in it. */
  readonly next: readonly string[];
}

/** The tasks of the story that have been made, with their ids. */
type Ids = ReadonlyMap<string, string>;

const OPERATIONS: Readonly<Record<Exclude<DemoStep["action"], "create">, Operation<InputFields, unknown>>> = {
  start: startTask,
  note: noteTask,
  complete: completeTask,
  fail: failTask,
  retry: retryTask,
  hold,
  cancel: cancelTask,
};

const input = { into: optional(rootFolder) };

/**
 * Fills a new root with a believable day and a morning of four agents, by the operations that agents use, with a clock
 * that goes along: so the journal, the archive and the index are true.
 *
 * @throws INVALID_PARAMS if the folder has something in it
 */
export const demo = defineOperation({
  name: "demo",
  isChange: false, // of what is there already nothing is changed
  input,
  async run({ around, settings: { lang } }, { into }): Promise<DemoResult> {
    const words = await openDemoWords(lang.value);
    const root = await makeEmptyLocation(into === undefined ? undefined : resolve(around.cwd, into));
    const end = new Date();
    let now = end;
    const settings = settingsWithoutConfig({ root }, { ...around, env: {} });
    const app = openApp(settings, { command: "demo", isDryRun: false, around, clock: () => now });
    const ids = new Map<string, string>();
    for (const step of demoSteps(words, end.getTime())) {
      now = new Date(end.getTime() - step.ago * 60_000);
      // oxlint-disable-next-line no-await-in-loop -- one after the other: that is what it tells
      await take(step, { app, ids, agentName: words.agents[step.agent] });
    }
    return { root, agents: DEMO_AGENTS, tasks: ids.size, next: commandsFor(root, ids) };
  },
});

interface Taking {
  readonly app: App;
  readonly ids: Map<string, string>;
  readonly agentName: string;
}

async function take(step: DemoStep, { app, ids, agentName }: Taking): Promise<void> {
  const { action, agent, task, after, partOf, given } = step;
  if (action !== "create") {
    const operation = OPERATIONS[action];
    await operation.run(app, readInput(operation.input, { agent, task_id: idOf(task, ids), ...given }));
    return;
  }
  const links = {
    ...(after && { depends_on: after.map((name) => idOf(name, ids)) }),
    ...(partOf !== undefined && { parent: idOf(partOf, ids) }),
  };
  const described = { agent, agent_name: agentName, ...given, ...links };
  const { tasks } = await createTask.run(app, readInput(createTask.input, described));
  for (const { task_id } of tasks) ids.set(task, task_id);
}

function idOf(task: string, ids: Ids): string {
  const id = ids.get(task);
  if (id === undefined) throw new Error(`the demo has no task ${task} yet`);
  return id;
}

/** What shows most of it, to be copied. */
function commandsFor(root: string, ids: Ids): readonly string[] {
  const id = (task: DemoTask) => idOf(task, ids);
  const commands = [
    "board",
    "list --agent coder",
    `get --task-id ${id("invoice")}`,
    `why --task-id ${id("deploy")}`,
    "graph --group release-2.4",
    "log --limit 15",
    "query --status failed",
    "doctor",
    "start --agent reviewer --with-results",
  ];
  return commands.map((command) => `agent-tasks ${command} --root ${forShell(root)}`);
}

/** A path as every shell reads it back. */
function forShell(path: string): string {
  return /^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", String.raw`'\''`)}'`;
}
