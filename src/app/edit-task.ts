import { type Edits, editTask as edit } from "../domain/care.ts";
import { dependenciesOf, dependsOn } from "../domain/dependencies.ts";
import { invalid } from "../domain/errors.ts";
import { checkMetadata } from "../domain/limits.ts";
import { isSameJson } from "../domain/same-content.ts";
import { mergePatch } from "../domain/merge-patch.ts";
import { DEPENDS_MODES, ON_DEPENDENCY_FAILURE } from "../domain/task-words.ts";
import { placesReachable } from "../domain/reachable.ts";
import type { Task } from "../domain/task.ts";
import { dueStamp, stampOf } from "../domain/terms.ts";
import type { Facts, Need } from "../store/store.ts";
import { type CareResult, careFor } from "./care-for-task.ts";
import { type InputOf, optional, required } from "./input.ts";
import { defineOperation } from "./operation.ts";
import { group, tags, taskReferences } from "./link-readers.ts";
import {
  agentName,
  choice,
  longText,
  metadata as metadataReader,
  orNone,
  priority,
  taskId,
  taskName,
  whenFrom,
  whenTo,
} from "./readers.ts";
import { earliestEnd, locate, refuseCycle } from "./task-links.ts";

const editable = {
  name: optional(taskName),
  description: optional(longText),
  priority: optional(priority),
  due: optional(orNone(whenTo)),
  not_before: optional(orNone(whenFrom)),
  metadata: optional(metadataReader),
  depends_on: optional(orNone(taskReferences)),
  depends_mode: optional(choice(DEPENDS_MODES)),
  on_dependency_failure: optional(choice(ON_DEPENDENCY_FAILURE)),
  tag: optional(orNone(tags)),
  group: optional(orNone(group)),
};
const input = { agent: required(agentName), task_id: required(taskId), ...editable };

/** Changes what an open task says. */
export const editTask = defineOperation({
  name: "edit",
  isChange: true,
  input,
  async run(app, { agent, task_id, ...wanted }): Promise<CareResult> {
    const isNothing = Object.values(wanted).every((value) => value === undefined);
    if (isNothing) throw invalid("required", { parameter: "name", choices: Object.keys(editable) });
    return careFor(app, { agent, task_id }, (list, task, facts) => {
      const links = newLinks(task, wanted, facts);
      if ("need" in links) return links;
      return edit(list, task, { ...editsOf(wanted, task, facts), ...links.edits }, facts.now);
    });
  },
});

type Wanted = InputOf<typeof editable>;

function editsOf(
  { name, description, priority: urgency, due, not_before, metadata, tag, group: of }: Wanted,
  task: Task,
  { clock }: Facts,
): Edits {
  return {
    ...(name !== undefined && { name }),
    ...(description !== undefined && { description }),
    ...(urgency !== undefined && { priority: urgency }),
    ...(due !== undefined && { due_at: due && dueStamp(due, clock) }),
    // Who says when it is to start means it, also of a task that waits after a failure.
    ...(not_before !== undefined && { not_before: not_before && stampOf(not_before, clock), retry_at: null }),
    ...(metadata !== undefined && { metadata: checkMetadata(mergePatch(task.metadata, metadata)) }),
    ...(tag !== undefined && { tags: tag }),
    ...(of !== undefined && { group: of }),
  };
}

/** On what the task depends from now on, if anything is said of it. */
function newLinks(
  task: Task,
  { depends_on, depends_mode, on_dependency_failure }: Wanted,
  facts: Facts,
): { readonly edits: Edits } | { readonly need: Need } {
  if (depends_on === null) {
    return { edits: { depends_on: null, depends_mode: null, on_dependency_failure: null, depends_since: null } };
  }
  const before = dependenciesOf(task);
  const parameter = depends_mode === undefined ? "on_dependency_failure" : "depends_mode";
  const isSaid = depends_mode !== undefined || on_dependency_failure !== undefined;
  if (!depends_on && isSaid && !before) throw invalid("needs_other", { parameter, given: "depends_on" });
  // As in a new task, what goes without saying is not written down.
  const rules = {
    ...(depends_mode && { depends_mode: depends_mode === "all" ? null : depends_mode }),
    ...(on_dependency_failure && {
      on_dependency_failure: on_dependency_failure === "wait" ? null : on_dependency_failure,
    }),
  };
  if (!depends_on) return { edits: rules };
  const reached = placesReachable(depends_on, (id) => facts.tasks.get(id) ?? []);
  const unknown = [...reached.keys()].filter((id) => !facts.tasks.has(id));
  if (unknown.length > 0) return { need: { reachable: unknown } };
  const found = locate(facts, depends_on);
  if ("need" in found) return found;
  refuseCycle([task.id], (id) => (id === task.id ? depends_on : waitingFor(facts, id)));
  if (isSameJson(before?.on, depends_on)) return { edits: rules };
  return { edits: { ...rules, depends_on, depends_since: earliestEnd([...found.places.values()], facts) } };
}

/** On what a task depends that may still be done. */
function waitingFor({ tasks }: Facts, id: string): readonly string[] {
  const places = tasks.get(id) ?? [];
  return places.flatMap(({ task }) => (task.status === "completed" ? [] : dependsOn(task)));
}
