import { AGENTS, type Command, type CommandName } from "./commands.ts";
import type { Random } from "../random.ts";

const USUAL: readonly CommandName[] = [
  ...(["create", "createOnBoth", "start", "start", "complete"] as const),
  ...(["fail", "fail", "retry", "retry", "cancel"] as const),
  ...(["createWithKey", "startOnLease", "note", "move"] as const),
];

/** What there is before trouble begins: something in every place. */
const EVERYDAY: readonly CommandName[] = [
  ...(["createOnBoth", "create", "start", "fail"] as const),
  ...(["start", "complete", "create", "start"] as const),
];

export function everyday(): readonly Command[] {
  return scriptOf(EVERYDAY);
}

/** What only a holder of the lock does that has nothing to do. */
export function nothing(): readonly Command[] {
  return scriptOf(["nothing"]);
}

export function scriptOf(names: readonly CommandName[], agent: Command["agent"] = "one"): readonly Command[] {
  return names.map((name) => ({ name, agent, choice: 0 }));
}

/**
 * Gives the script of one client after another. Some schedules leave most kinds of commands out: who only starts, fails
 * and retries comes back to the same task again and again.
 */
export function scriptsOf(random: Random, { isNewRoot }: { isNewRoot: boolean }): () => readonly Command[] {
  const isNarrow = random.chance(0.4);
  const some = USUAL.filter(() => !isNarrow || random.chance(0.5));
  const names = some.length > 0 ? some : USUAL;
  return () =>
    Array.from({ length: 2 + random.below(4) }, (_, number) => ({
      name: isNewRoot && number === 0 ? "create" : random.oneOf(names),
      agent: random.chance(0.7) ? AGENTS[0] : AGENTS[1],
      choice: random.next(),
    }));
}
