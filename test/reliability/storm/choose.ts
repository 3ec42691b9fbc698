import { TASK_STATUSES } from "../../../src/domain/task-words.ts";
import type { Command, Order, Wish } from "./order.ts";
import type { Random } from "../random.ts";

/** How often each command is chosen, of a hundred or so. */
const WEIGHTS: Readonly<Record<Command, number>> = {
  create: 24,
  start: 21,
  complete: 14,
  fail: 9,
  cancel: 10,
  retry: 8,
  list: 5,
  get: 5,
  query: 4,
  history: 3,
  stats: 3,
};
const COMMANDS = Object.keys(WEIGHTS) as readonly Command[];

/** Of so many commands the last third creates nothing: queues are sometimes long and sometimes empty. */
const TIDE = 150;
/** The tasks that came last are worth naming. */
const RECENT = 12;
const KEYS = ["k1", "k2", "k3"];

/** What callers know of each agent's tasks: the ids they were told, the newest last. */
export type KnownIds = ReadonlyMap<string, readonly string[]>;

/** Chooses the n-th command, on an agent: mostly one that makes sense, now and then one that is to be refused. */
export function chooseOrder(random: Random, n: number, agent: string, known: KnownIds): Order {
  const isEbb = n % TIDE >= (TIDE * 2) / 3;
  const command = chooseCommand(random, isEbb ? COMMANDS.filter((each) => each !== "create") : COMMANDS);
  const named = (probability: number) => (random.chance(probability) ? { id: chooseId(random, agent, known) } : {});
  const details: Readonly<Partial<Record<Command, () => Partial<Order>>>> = {
    create: () => ({ tasks: chooseWishes(random, n) }),
    start: () => named(0.2),
    complete: () => named(0.3),
    fail: () => named(0.3),
    cancel: () => named(1),
    retry: () => named(1),
    get: () => named(1),
    query: () => ({ status: random.oneOf(TASK_STATUSES) }),
  };
  return { command, ...details[command]?.() };
}

function chooseCommand(random: Random, commands: readonly Command[]): Command {
  let left = random.next() * commands.reduce((sum, command) => sum + WEIGHTS[command], 0);
  return commands.find((command) => (left -= WEIGHTS[command]) < 0) ?? "list";
}

function chooseWishes(random: Random, n: number): readonly Wish[] {
  const wish = (name: string): Wish => ({ name, priority: 1 + Math.floor(random.next() * 10) });
  if (random.chance(0.15)) return [wish(`${n} a`), keyed(random), wish(`${n} c`)];
  return [random.chance(0.3) ? keyed(random) : wish(`${n}`)];
}

/** One of a few keys and mostly one content: some calls find their task there, and some another under its key. */
function keyed(random: Random): Wish {
  return { name: random.chance(0.8) ? "keyed" : "another", priority: 5, key: random.oneOf(KEYS) };
}

function chooseId(random: Random, agent: string, known: KnownIds): string {
  const own = known.get(agent)?.slice(-RECENT) ?? [];
  const candidates = random.chance(0.05) ? [...known.values()].flat() : own;
  return candidates.length === 0 ? "task-999999" : random.oneOf(candidates);
}
