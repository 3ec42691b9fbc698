import { compileFunction } from "node:vm";
import type { Command, Told, commandsOf } from "./commands.ts";
import { type Mood, PATIENCE_MS, type Planned } from "./fate.ts";
import { simulatedProcess } from "./simulated-process.ts";
import type { World } from "./world.ts";

/** A client that is to live: a process with an identity of its own, and what it is to do. */
export interface Order {
  readonly root: string;
  readonly client: number;
  /** The others of the same one see when it dies. */
  readonly namespace: number;
  readonly seed: number;
  readonly commands: readonly Command[];
  /** The time on the wall when the schedule begins, in milliseconds since 1970. */
  readonly epoch: number;
  /** What happens to it, by chance or by plan; nothing if both are left out. */
  readonly mood?: Mood | undefined;
  readonly plan?: readonly Planned[];
  readonly isTraced: boolean;
}

/** What became of a client. */
export interface Life {
  readonly client: number;
  readonly hasDied: boolean;
  readonly outcomes: readonly Outcome[];
  readonly sleeps: number;
  readonly trace: readonly TracedStep[];
}

/** What became of one command; neither of the two if its client died. `operator` stands in the events of this command only. */
export interface Outcome {
  readonly operator: string;
  readonly command: Command;
  readonly told?: Told;
  readonly refusal?: { readonly code: string; readonly detail: string };
}

export interface TracedStep {
  readonly step: number;
  readonly text: string;
}

/** Lives one client's life, in the turns that the scheduler gives to its thread. */
export type Live = (order: Order) => Promise<Life>;

/** Gives one thread the program of the clients, once for each namespace: a process knows for good in which one it is. */
export function clientsOf(program: string, place: { world: World; slot: number }): Live {
  const bodies = new Map<number, Live>();
  return (order) => {
    const body = bodies.get(order.namespace) ?? bodyOf(program, place);
    bodies.set(order.namespace, body);
    return body(order);
  };
}

function bodyOf(program: string, place: { world: World; slot: number }): Live {
  const simulated = simulatedProcess(place);
  const begun = begin(program, simulated.globals);
  return async (order) => {
    const existence = simulated.beBorn(order);
    const carryOut = begun.commandsOf(order.root, { lockTimeoutMs: PATIENCE_MS, keepFinished: 2, command: "schedule" });
    const outcomes: Outcome[] = [];
    for (const [number, command] of order.commands.entries()) {
      if (existence.isDead) break;
      const operator = `c${order.client}-${number}`;
      simulated.note(`${operator}: ${command.name} ${command.agent}`);
      const outcome = await outcomeOf(() => carryOut(command, operator), order.root);
      simulated.note(`${operator}: ${existence.isDead ? "dead" : JSON.stringify(outcome)}`);
      outcomes.push({ operator, command, ...(!existence.isDead && outcome) });
    }
    const { isDead: hasDied, sleeps, trace } = existence;
    simulated.end();
    return { client: order.client, hasDied, outcomes, sleeps, trace };
  };
}

function begin(program: string, globals: Readonly<Record<string, unknown>>): { commandsOf: typeof commandsOf } {
  const module = { exports: {} as { commandsOf: typeof commandsOf } };
  const around: Record<string, unknown> = { ...globals, module };
  const run = compileFunction(program, Object.keys(around), { filename: "program.cjs" }) as (
    ...values: unknown[]
  ) => void;
  run(...Object.values(around));
  return module.exports;
}

async function outcomeOf(work: () => Promise<Told>, root: string): Promise<Pick<Outcome, "told" | "refusal">> {
  try {
    return { told: await work() };
  } catch (error) {
    if (!(error instanceof Error)) return { refusal: { code: "INTERNAL_ERROR", detail: String(error) } };
    const code = "code" in error ? String(error.code) : "INTERNAL_ERROR";
    const facts = "facts" in error ? JSON.stringify(error.facts) : "";
    return { refusal: { code, detail: `${facts} ${error.stack}`.replaceAll(root, "") } };
  }
}
