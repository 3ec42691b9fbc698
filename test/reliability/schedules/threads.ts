import { MessageChannel, type MessagePort, Worker, receiveMessageOnPort } from "node:worker_threads";
import type { Life, Order } from "./client.ts";
import { programOf, threadProgram, type Edit } from "./program.ts";
import type { Random } from "../random.ts";
import { FINISHED, SLOTS, letWork, worldOf } from "./world.ts";

/** The threads in which clients live, one after another. Only one of them works at a time. */
export interface Threads {
  /** Begins a world of its own: no time has passed, nobody is alive. */
  reset(): void;
  /** Puts a client into a thread that has none. It begins after some milliseconds. */
  give(slot: number, order: Order, afterMs: number): void;
  /** Whose turn it is. */
  next(slots: readonly number[], random: Random): number;
  /** Lets a client work until it steps aside; its life if that is over. */
  work(slot: number): Life | undefined;
  /** How many steps there were in this world. */
  steps(): number;
  dismiss(): Promise<void>;
}

/** Starts the threads, for clients with the store as it is or with bugs planted. */
export async function startThreads(edits: readonly Edit[] = []): Promise<Threads> {
  const world = worldOf();
  const [program, thread] = await Promise.all([programOf(edits), threadProgram()]);
  const members = Array.from({ length: SLOTS }, (_, slot) => startOne(thread, { memory: world.memory, slot, program }));
  const { clock, wakeAt, turns, living } = world;

  return {
    reset() {
      clock.fill(0);
      living.fill(0);
    },
    give(slot, order, afterMs) {
      members[slot]!.port.postMessage(order, []);
      wakeAt[slot] = clock[0]! + afterMs;
    },
    next(slots, random) {
      const overdue = slots.filter((slot) => wakeAt[slot]! <= clock[0]!);
      if (overdue.length > 0) return random.oneOf(overdue);
      return slots.toSorted((a, b) => wakeAt[a]! - wakeAt[b]!)[0]!;
    },
    work(slot) {
      clock[0] = Math.max(clock[0]!, wakeAt[slot]!);
      letWork(world, slot);
      if (Atomics.load(turns, slot) !== FINISHED) return undefined;
      return (receiveMessageOnPort(members[slot]!.port) as { message: Life }).message;
    },
    steps: () => clock[1]!,
    async dismiss() {
      await Promise.all(members.map(({ worker }) => worker.terminate()));
    },
  };
}

function startOne(
  thread: string,
  data: { memory: SharedArrayBuffer; slot: number; program: string },
): { worker: Worker; port: MessagePort } {
  const { port1, port2 } = new MessageChannel();
  const worker = new Worker(thread, { eval: true, workerData: { ...data, port: port2 }, transferList: [port2] });
  return { worker, port: port1 };
}
