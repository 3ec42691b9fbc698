import { type MessagePort, receiveMessageOnPort, workerData } from "node:worker_threads";
import { type Order, clientsOf } from "./client.ts";
import { FINISHED, IDLE, stepAside, worldOf } from "./world.ts";

export interface ThreadData {
  readonly memory: SharedArrayBuffer;
  readonly slot: number;
  readonly port: MessagePort;
  readonly program: string;
}

void workUntilDismissed(workerData as ThreadData);

/** Lives one life after another; each turn of it is given by the scheduler. */
async function workUntilDismissed({ memory, slot, port, program }: ThreadData): Promise<void> {
  const world = worldOf(memory);
  const live = clientsOf(program, { world, slot });
  Atomics.wait(world.turns, slot, IDLE);
  for (;;) {
    const order: Order | undefined = receiveMessageOnPort(port)?.message;
    if (!order) return;
    port.postMessage(await live(order));
    stepAside(world, slot, FINISHED);
  }
}
