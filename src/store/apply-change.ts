import type { Change, Changed, Facts, Need } from "./store.ts";

/** Runs a change until it has all the facts that it asks for. */
export function applyChange<Result>(
  change: Change<Result>,
  need: Need,
  gather: (need: Need) => Facts,
): { facts: Facts; changed: Changed<Result> } {
  const facts = gather(need);
  const outcome = change(facts);
  if (!("need" in outcome)) return { facts, changed: outcome };
  return applyChange(change, bothNeeds(need, outcome.need), gather);
}

/** All that either asks for. */
export function bothNeeds(a: Need, b: Need): Need {
  return {
    agents: [...new Set([...(a.agents ?? []), ...(b.agents ?? [])])],
    tasks: [...new Set([...(a.tasks ?? []), ...(b.tasks ?? [])])],
    keys: [...(a.keys ?? []), ...(b.keys ?? [])],
    newIds: Math.max(a.newIds ?? 0, b.newIds ?? 0),
    ...((a.reachable ?? b.reachable) && { reachable: [...(a.reachable ?? []), ...(b.reachable ?? [])] }),
    ...((a.dependents ?? b.dependents) && { dependents: [...(a.dependents ?? []), ...(b.dependents ?? [])] }),
    ...((a.dependencies ?? b.dependencies) && { dependencies: true as const }),
    ...((b.foreign ?? a.foreign) && { foreign: b.foreign ?? a.foreign }),
  };
}
