import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Life, Order } from "./client.ts";
import type { Command } from "./commands.ts";
import type { Directed } from "./directed.ts";
import { type Mood, TAKE_OVER_MS, moodOf } from "./fate.ts";
import { judged } from "./judge.ts";
import { type Random, randomOf } from "../random.ts";
import { everyday, nothing, scriptOf, scriptsOf } from "./scripts.ts";
import type { Threads } from "./threads.ts";
import { MOST_CLIENTS, MOST_STEPS, SLOTS } from "./world.ts";

/** What came of one schedule. */
export interface Played {
  /** What is wrong: nothing may be. */
  readonly problems: readonly string[];
  readonly lives: readonly Life[];
  readonly steps: number;
}

/** Where one schedule takes place, and how it makes its clients. */
interface Stage {
  readonly threads: Threads;
  readonly random: Random;
  readonly orderOf: (commands: readonly Command[], mood?: Mood) => Order;
}

/** After so many the clients live on: a schedule has to come to an end. */
const MOST_DEATHS = 3;

/**
 * Plays one schedule: a few clients with one root, one of which makes a step at a time, while others sleep or die. Then
 * one more looks after what is left, and all is judged. The same seed gives the same schedule, step by step.
 */
export function play(threads: Threads, seed: number, { isTraced = false } = {}): Played {
  return onStage(threads, seed, isTraced, acts);
}

/** Plays a directed schedule, in a root that has something in every place. */
export function playDirected(threads: Threads, actors: Directed, { isTraced = false } = {}): Played {
  return onStage(threads, 0, isTraced, (stage) => {
    const orders = actors.map(({ does = ["create"], on, plan }) => ({
      ...stage.orderOf(scriptOf(does, on)),
      namespace: 1,
      plan,
    }));
    return [
      ...act(stage, [stage.orderOf(everyday())]),
      ...act(stage, orders, (slot) => actors[slot]!.afterMs),
      ...act(stage, [stage.orderOf(nothing())]),
    ];
  });
}

function onStage(
  threads: Threads,
  seed: number,
  isTraced: boolean,
  perform: (stage: Stage) => readonly Life[],
): Played {
  const folder = mkdtempSync(join(memoryFolder(), "agent-tasks-schedule-"));
  const root = join(folder, "root");
  try {
    const random = randomOf(seed);
    threads.reset();
    const lives = perform({ threads, random, orderOf: ordersOf(root, random, isTraced) });
    const steps = threads.steps();
    const problems = judged(root, lives);
    return {
      lives,
      steps,
      problems: steps > MOST_STEPS ? ["it does not come to an end", ...problems] : problems,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function acts(stage: Stage): readonly Life[] {
  const { random, orderOf } = stage;
  const isNewRoot = random.chance(0.3);
  const before = isNewRoot ? [] : act(stage, [orderOf(everyday())]);
  const mood = moodOf(random);
  const nextScript = scriptsOf(random, { isNewRoot });
  const workers = Array.from({ length: 2 + random.below(SLOTS - 1) }, () => orderOf(nextScript(), mood));
  return [...before, ...act(stage, workers), ...act(stage, [orderOf(nothing())])];
}

/** Lets clients work in turns until all are done. For one that dies another one comes, who is not answered, and calls again. */
function act(
  { threads, random, orderOf }: Stage,
  orders: readonly Order[],
  beginningOf: (slot: number) => number = () => random.between(0, 20),
): readonly Life[] {
  const lives: Life[] = [];
  const active = new Map(orders.entries());
  for (const [slot, order] of active) threads.give(slot, order, beginningOf(slot));
  while (active.size > 0) {
    const slot = threads.next([...active.keys()], random);
    const life = threads.work(slot);
    if (!life) continue;
    lives.push(life);
    const { commands, client, mood, plan } = active.get(slot)!;
    active.delete(slot);
    if (!life.hasDied || plan || client > MOST_CLIENTS - 2 * SLOTS) continue;
    const deaths = lives.filter(({ hasDied }) => hasDied).length;
    const next = orderOf(commands.slice(life.outcomes.length - 1), mood && mortal(mood, deaths < MOST_DEATHS));
    active.set(slot, next);
    threads.give(slot, next, random.between(0, TAKE_OVER_MS));
  }
  return lives;
}

function mortal(mood: Mood, isMortal: boolean): Mood {
  return isMortal ? mood : { ...mood, deaths: 0 };
}

/** Gives each client its number, and all of them the same wall clock. In one of three schedules not all see each other's death. */
function ordersOf(root: string, random: Random, isTraced: boolean): Stage["orderOf"] {
  const epoch = epochOf(random);
  const namespaces = random.oneOf([1, 1, 2]);
  let client = 0;
  return (commands, mood) => ({
    root,
    client: client++,
    namespace: 1 + random.below(namespaces),
    seed: random.below(2 ** 31),
    commands,
    epoch,
    mood,
    isTraced,
  });
}

/** In every other schedule a month ends, so that archive and journal go on in another folder and file. */
function epochOf(random: Random): number {
  const beforeMidnight = random.chance(0.5) ? random.between(0, 1500) : 3_600_000;
  return new Date(2026, 3, 1).getTime() - Math.floor(beforeMidnight);
}

function memoryFolder(): string {
  return existsSync("/dev/shm") ? "/dev/shm" : tmpdir();
}
