import type { Located } from "../domain/agent-list.ts";
import { invalid } from "../domain/errors.ts";
import { isOpenPlace } from "../domain/filter.ts";
import { type Graph, graphOf, type PlaceOf } from "../domain/graph.ts";
import { dependentsAmong, linkedAmong, withDirect } from "../domain/graph-scope.ts";
import { asksForLabels, type LabelFilter } from "../domain/labels.ts";
import { placesReachable } from "../domain/reachable.ts";
import { findTask } from "./get-task.ts";
import { optional } from "./input.ts";
import { labelFields, labelFilter } from "./label-filter.ts";
import { type App, defineOperation } from "./operation.ts";
import { openPlaces } from "./open-places.ts";
import { agentName, taskId } from "./readers.ts";
import { type Warned, missingWarning } from "./warning.ts";

export interface GraphResult extends Graph, Warned {
  /** How many tasks there are in it. */
  readonly total: number;
}

const input = { agent: optional(agentName), task_id: optional(taskId), ...labelFields };

/** Shows which tasks depend on which: around a task, of those that have labels, or all that are open. */
export const showGraph = defineOperation({
  name: "graph",
  isChange: false,
  input,
  async run(app, { agent: name, task_id, ...wanted }): Promise<GraphResult> {
    const labels = labelFilter(wanted);
    const label = Object.entries(wanted).find(([, value]) => value !== undefined)?.[0];
    if (task_id !== undefined && label !== undefined)
      throw invalid("not_together", { parameter: "task_id", given: label });
    const agent = name === undefined ? undefined : await app.store.agentId(name);
    const scope = await (task_id === undefined ? someTasks(app, labels, agent) : aroundTask(app, task_id, agent));
    const { placeOf, clock } = await lookBehind(app, scope);
    const graph = graphOf(scope.shown(placeOf), placeOf, clock);
    return { ...graph, total: graph.nodes.length, ...missingWarning(scope) };
  },
});

/** Which tasks are shown. */
interface Scope {
  /** Tasks of which it is known where they are. */
  readonly known: readonly Located[];
  /** Those that were asked for. */
  readonly ids: readonly string[];
  /** These and the others that belong to them. */
  readonly shown: (placeOf: PlaceOf) => Iterable<string>;
  /** Of how many only the journal tells. */
  readonly missing: number;
}

/** A task, all that it depends on, and every open one that depends on it. @throws TASK_NOT_FOUND */
async function aroundTask(app: App, task_id: string, agent: string | undefined): Promise<Scope> {
  await findTask(app, { task_id, agent });
  const known = await openPlaces(app);
  const dependents = dependentsAmong(known, task_id);
  const shown = (placeOf: PlaceOf) => [...reachedFrom([task_id], placeOf), ...dependents];
  return { known, ids: [task_id, ...dependents], shown, missing: 0 };
}

/** Tasks that have labels; without any, those that are open and linked. And what they depend on directly. */
async function someTasks(app: App, labels: LabelFilter, agent: string | undefined): Promise<Scope> {
  const isLabelled = asksForLabels(labels);
  const page = isLabelled ? await app.store.tasks({ ...labels, ...(agent !== undefined && { agent }) }) : undefined;
  const known = page?.tasks ?? (await openPlaces(app));
  const linked = page ? known : linkedAmong(known).filter(({ agent_id }) => agent_id === (agent ?? agent_id));
  const ids = linked.map(({ task }) => task.id);
  return { known, ids, shown: (placeOf) => withDirect(ids, placeOf), missing: page?.missing ?? 0 };
}

/** Finds what else has to be known of the tasks on which the known ones depend. */
async function lookBehind(app: App, { known, ids }: Scope): Promise<{ placeOf: PlaceOf; clock: string }> {
  const places = new Map(known.map((place) => [place.task.id, place]));
  const near = withDirect(ids, (id) => places.get(id));
  const unknown = reachedFrom([...near], (id) => places.get(id)).filter((id) => !places.has(id));
  const need = unknown.length === 0 ? {} : { reachable: unknown };
  const { tasks, clock } = await app.store.read(need, { isGoneNone: true });
  const others = new Map([...tasks].map(([id, all]) => [id, all.find(isOpenPlace) ?? all[0]]));
  return { placeOf: (id) => places.get(id) ?? others.get(id), clock };
}

function reachedFrom(ids: readonly string[], placeOf: PlaceOf): readonly string[] {
  const locate = (id: string) => {
    const place = placeOf(id);
    return place ? [place] : [];
  };
  return [...placesReachable(ids, locate).keys()];
}
