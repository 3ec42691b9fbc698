import type { Located } from "./agent-list.ts";
import type { Incoming } from "./parcel.ts";
import { isCoveredBy } from "./same-task.ts";
import { numberOfTaskId, taskId } from "./task-id.ts";
import type { Task } from "./task.ts";

/** What is done with a task whose id another has: it gets a new one, stays out, or takes the other's place. */
export const IMPORT_MODES = ["merge", "skip", "replace"] as const;
export type ImportMode = (typeof IMPORT_MODES)[number];

/** What becomes of a task that comes from elsewhere. */
export type Fate =
  | { readonly kind: "comes"; readonly id: string }
  /** Its id is another task's. */
  | { readonly kind: "renamed"; readonly id: string }
  | { readonly kind: "replaces"; readonly id: string; readonly places: readonly Located[] }
  /** It is there already, or was before in the same file. */
  | { readonly kind: "known"; readonly id: string }
  | { readonly kind: "skipped"; readonly id: string };

export interface FateFacts {
  readonly mode: ImportMode;
  /** Who has an id here. */
  readonly owners: ReadonlyMap<string, readonly Located[]>;
  /** Who once had it. */
  readonly former: ReadonlyMap<string, readonly Located[]>;
  /** The number that the next id has. */
  readonly nextId: number;
}

/** Decides for each task. Those whose ids clash are told first: see `clashes`. */
export function fatesOf(incoming: readonly Incoming[], facts: FateFacts): ReadonlyMap<Incoming, Fate> {
  const numbers = incoming.map(({ task }) => numberOfTaskId(task.id)).filter((number) => number <= LARGEST_TAKEN);
  let next = numbers.reduce((largest, number) => Math.max(largest, number + 1), facts.nextId);
  const newId = () => taskId(next++);
  const firsts = new Map<string, { readonly task: Task; readonly fate: Fate }[]>();
  return new Map(
    incoming.map((each) => {
      const { task } = each;
      const before = firsts.get(task.id) ?? [];
      const twin = before.find((other) => isCoveredBy(task, other.task));
      const fate = twin ? { kind: "known" as const, id: twin.fate.id } : fateOf(task, before.length > 0, facts, newId);
      if (!twin) firsts.set(task.id, [...before, { task, fate }]);
      return [each, fate];
    }),
  );
}

/** The ids that another task has, as far as it is known: of them it matters who had them before. */
export function clashes(incoming: readonly Incoming[], owners: FateFacts["owners"]): readonly string[] {
  const seen = new Map<string, Task>();
  const found = incoming.filter(({ task }) => {
    const before = seen.get(task.id);
    if (!before) seen.set(task.id, task);
    const all = owners.get(task.id) ?? [];
    const isDoubled = before !== undefined && !isCoveredBy(task, before);
    return isDoubled || (all.length > 0 && !all.some((place) => isTheSame(place.task, task)));
  });
  return [...new Set(found.map(({ task }) => task.id))];
}

/** An id with a larger number would leave none for those to come. */
const LARGEST_TAKEN = 999_999_999;

function fateOf(task: Task, isDoubled: boolean, facts: FateFacts, newId: () => string): Fate {
  const { id } = task;
  const owners = facts.owners.get(id) ?? [];
  if (owners.some((place) => isTheSame(place.task, task))) return { kind: "known", id };
  const renamed = facts.former.get(id)?.find((place) => isTheSame({ ...place.task, id }, task));
  if (renamed) return { kind: "known", id: renamed.task.id };
  const isTooLarge = numberOfTaskId(id) > LARGEST_TAKEN;
  if (isDoubled || isTooLarge) return { kind: "renamed", id: newId() };
  if (owners.length === 0) return { kind: "comes", id };
  // Somebody is at work on a running task.
  const isAtWork = facts.mode === "replace" && owners.some((place) => place.task.status === "running");
  if (facts.mode === "skip" || isAtWork) return { kind: "skipped", id };
  return facts.mode === "replace" ? { kind: "replaces", id, places: owners } : { kind: "renamed", id: newId() };
}

/** Whether a task is the one that comes, as it is now: it may have been worked on since, and given to another agent. */
function isTheSame(here: Task, coming: Task): boolean {
  if (here.created_at && here.created_at === coming.created_at) return true;
  return isCoveredBy(coming, here) || isCoveredBy(here, coming);
}
