import type { Call } from "./calls.ts";
import { type Fate, fatesOf, plannedFates } from "./fate.ts";
import { type Gate, gatedFiles } from "./gated-files.ts";
import type { Order, TracedStep } from "./client.ts";
import { type Random, randomOf } from "../random.ts";
import { ASIDE, MOST_STEPS, type World, stepAside } from "./world.ts";

/** One life of a process, from its birth to its end. */
export interface Existence {
  readonly order: Order;
  readonly random: Random;
  readonly fateAt: (call: Call) => Fate | undefined;
  readonly trace: TracedStep[];
  isDead: boolean;
  sleeps: number;
}

/** A process that is born again and again, each time as another one, as far as a program can see. */
export interface SimulatedProcess {
  /** What the program finds around it. */
  readonly globals: Readonly<Record<string, unknown>>;
  beBorn(order: Order): Existence;
  end(): void;
  note(text: string): void;
}

/** Ends a process in the midst of its work. Nothing it does after this has an effect. */
class Death extends Error {}

const STEP_MS = 0.05;
const FIRST_PID = 100;
/** What is longer is counted as a sleep. */
const LONGEST_NAP_MS = 100;

export function simulatedProcess({ world, slot }: { world: World; slot: number }): SimulatedProcess {
  let existence: Existence;
  const now = () => world.clock[0]!;
  const pid = () => FIRST_PID + existence.order.client;
  const isAlive = (other: number) => world.living[other - FIRST_PID] === existence.order.namespace;

  function beBorn(order: Order): Existence {
    const random = randomOf(order.seed);
    const fateAt = order.mood ? fatesOf(order.mood, random) : plannedFates(order.plan ?? []);
    existence = { order, random, fateAt, trace: [], isDead: false, sleeps: 0 };
    world.living[order.client] = order.namespace;
    return existence;
  }

  function end(): void {
    existence.isDead = true;
    world.living[existence.order.client] = 0;
  }

  function note(text: string): void {
    const { order, trace } = existence;
    if (!order.isTraced) return;
    trace.push({ step: world.clock[1]!, text: `${now().toFixed(2)} ms, client ${order.client}: ${text}` });
  }

  function pass(call: Call): number | undefined {
    if (existence.isDead) throw new Death();
    world.clock[0]! += STEP_MS;
    world.clock[1]! += 1;
    if (world.clock[1]! > MOST_STEPS) die();
    const fate = existence.fateAt(call);
    if (fate?.kind === "sleep") {
      if (fate.ms > LONGEST_NAP_MS) existence.sleeps += 1;
      note(`sleeps for ${fate.ms.toFixed()} ms before the next`);
      rest(fate.ms);
    }
    note(`${call.name} ${call.about}${fate?.kind === "death" ? ": dies" : ""}`);
    return fate?.kind === "death" ? fate.share : undefined;
  }

  function rest(ms: number): void {
    world.wakeAt[slot] = now() + ms;
    stepAside(world, slot, ASIDE);
  }

  function die(): never {
    end();
    throw new Death();
  }

  function readProc(path: string): string | undefined {
    if (path === "/proc/self") return String(pid());
    if (path === "/proc/self/ns/pid") return `pid:[${existence.order.namespace}]`;
    if (path === "/proc/sys/kernel/random/boot_id") return "a-boot\n";
    const other = Number(/^\/proc\/(\d+)\/stat$/.exec(path)?.[1]);
    return isAlive(other) ? `${other} (node) S ${"0 ".repeat(18)}${other * 7} 0` : undefined;
  }

  function kill(other: number): boolean {
    if (pass({ name: "kill", places: [], isWrite: false, about: String(other) }) !== undefined) die();
    if (!isAlive(other)) throw Object.assign(new Error("ESRCH"), { code: "ESRCH", syscall: "kill" });
    return true;
  }

  function setTimeout(work: () => void, ms: number): void {
    if (existence.isDead) throw new Death();
    rest(ms);
    queueMicrotask(work);
  }

  const wall = () => existence.order.epoch + now();
  const gate: Gate = { root: () => existence.order.root, pass, die, readProc, now: wall };
  const files = gatedFiles(gate);
  const own = { pid: { get: pid }, kill: { value: kill }, env: { value: {} } };
  const globals = {
    require: (name: string) => (name === "node:fs" ? files : process.getBuiltinModule(name)),
    process: Object.create(process, own) as unknown,
    performance: { now },
    Date: dateAt(wall),
    Math: Object.create(Math, { random: { value: () => existence.random.next() } }) as unknown,
    setTimeout,
    clearTimeout: () => undefined,
  };
  return { globals, beBorn, end, note };
}

function dateAt(now: () => number): DateConstructor {
  return class extends Date {
    constructor(given: number | string = now()) {
      super(given);
    }
    static override now(): number {
      return now();
    }
  } as unknown as DateConstructor;
}
