import { foldCase, matchAgent, newAgentId } from "../domain/agent-id.ts";
import { invalid } from "../domain/errors.ts";
import { IMPORT_MODES, type ImportMode } from "../domain/import-fates.ts";
import { restoredLists } from "../domain/import-journal.ts";
import type { Incoming, Parcel } from "../domain/parcel.ts";
import { type ImportPlan, importNeed, planImport } from "./import-plan.ts";
import { importSource, openParcel, refuseFaulty } from "./import-source.ts";
import { type InputOf, optional, required, withDefault } from "./input.ts";
import { type App, changeTasks, defineOperation } from "./operation.ts";
import { agentName, choice, count } from "./readers.ts";
import { planRestore } from "./restore-plan.ts";
import { type ToldProblem, toldProblems } from "./validate-import.ts";
import { tidyLists } from "./tidy-lists.ts";

export interface ImportResult extends ImportPlan {
  readonly mode: ImportMode;
  readonly format: Parcel["kind"];
  /** What comes in otherwise than it stands in the file, or needs a look. */
  readonly problems: readonly ToldProblem[];
}

const input = {
  file: required(importSource),
  mode: withDefault(choice(IMPORT_MODES), "merge"),
  agent: optional(agentName),
  expected_count: optional(count),
};

/** So much comes in at once: a commit is one file, which readers and writers read whole. */
const MOST_BYTES = 128 * 1024 * 1024;

/** Takes in tasks from elsewhere, all of them or none. */
export const importTasks = defineOperation({ name: "import", isChange: true, input, run: takeIn });

async function takeIn(app: App, { file, mode, agent, expected_count }: InputOf<typeof input>): Promise<ImportResult> {
  const checked = await openParcel(app, file, agent);
  refuseFaulty(checked.problems);
  refuseTooMuch(checked.parcel);
  const here = await agentsHere(app);
  const parcel = addressed(checked.parcel, here);
  const restored = restoredLists(parcel);
  const done = await changeTasks<ImportPlan>(
    app,
    importNeed(parcel, mode === "replace" ? here : []),
    (facts) => {
      const isEmpty = facts.lists.size === 0 && facts.foreign?.hasJournal === false;
      const planned = isEmpty && restored ? planRestore(parcel, restored) : planImport(parcel, mode, facts);
      if ("need" in planned) return planned;
      if (planned.result.count !== (expected_count ?? planned.result.count)) throw notConfirmed(planned.result.count);
      return planned;
    },
    { createRoot: true },
  );
  if (!app.isDryRun) await tidyLists(app, agentsOf(parcel), done.restored ? restored : undefined);
  return { mode, format: parcel.kind, ...done, problems: toldProblems(checked.problems) };
}

function agentsOf({ tasks }: Parcel): readonly string[] {
  return [...new Set(tasks.map(({ task }) => task.agent_id))];
}

/** The refusal to take in so many tasks as long as nobody has said that they are meant. */
export function notConfirmed(tasks: number): Error {
  return invalid("import_not_confirmed", { parameter: "yes", count: tasks });
}

/** @throws INVALID_PARAMS */
function refuseTooMuch({ tasks, events, purged }: Parcel): void {
  const bytes = [...tasks.map(({ task }) => task), ...events].reduce(
    (sum, each) => sum + JSON.stringify(each).length,
    purged?.text.length ?? 0,
  );
  if (bytes >= MOST_BYTES) throw invalid("too_much_at_once", { parameter: "file", limit: MOST_BYTES });
}

async function agentsHere({ store }: App): Promise<readonly string[]> {
  const { isNewRoot } = await store.read({}, { createRoot: true });
  return isNewRoot ? [] : (await store.agents()).map(({ agent_id }) => agent_id);
}

/** Tasks and lists under the ids that their agents have here. A queue that is not there yet is called as it was there. */
function addressed(parcel: Parcel, here: readonly string[]): Parcel {
  const names = new Set([
    ...parcel.tasks.map(({ task }) => task.agent_id),
    ...parcel.heads.map((head) => head.agent_id),
  ]);
  const ids = new Map([...names].map((name) => [name, matchAgent(name, here) ?? asItWas(name)]));
  const idOf = (name: string) => ids.get(name) ?? name;
  return {
    ...parcel,
    tasks: parcel.tasks.map((each) => toAgent(each, idOf(each.task.agent_id))),
    heads: parcel.heads.map((head) => ({ ...head, agent_id: idOf(head.agent_id) })),
    keys: parcel.keys.map((kept) => ({ ...kept, agent_id: idOf(kept.agent_id) })),
  };
}

function toAgent(each: Incoming, agent_id: string): Incoming {
  return each.task.agent_id === agent_id ? each : { ...each, task: { ...each.task, agent_id } };
}

/** @throws INVALID_PARAMS if it cannot be the name of a folder under any case */
function asItWas(name: string): string {
  return foldCase(name) === newAgentId(name) ? name : newAgentId(name);
}
