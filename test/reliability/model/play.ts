import { isDeepStrictEqual } from "node:util";
import { expect } from "vitest";
import { dryRunStore } from "../../../src/store/dry-run.ts";
import type { Clock } from "../../../src/store/clock.ts";
import type { TaskStore } from "../../../src/store/store.ts";
import { answerOf } from "./ask.ts";
import { type MortalCall, commandOf } from "./calls.ts";
import { buryHolder, untilDeath } from "./dying-process.ts";
import { forgotten } from "./links.ts";
import { waitingIn, whyIn, whyOf } from "./why.ts";
import { checkIn, checkOf, lookAt, lookOf } from "./look.ts";
import { type Command, EMPTY, type Model, expected } from "./queue-model.ts";

/** What the calls are played on: `open` as a new process does. */
export interface Stage {
  readonly root: string;
  readonly open: (clock: Clock) => TaskStore;
}

/**
 * Plays calls on a store, and holds every answer against the model, that of a dry run, of `check` and of `why` before it too; at the
 * end all that can be read. After a death both worlds are possible, the one with the change and the one without: the first
 * look says which, and it is kept to. In the end all that can be started is started and completed. Returns how many
 * processes died.
 */
export async function play({ root, open }: Stage, calls: readonly MortalCall[]): Promise<number> {
  const world: World = { minutes: 0, model: EMPTY };
  const clock = () => new Date(Date.UTC(2026, 3, 10, 8, world.minutes));
  let store = open(clock);
  let deaths = 0;
  let hasJustDied = false;
  for (const { death, ...call } of calls) {
    if (call.do === "wait") {
      world.minutes += call.minutes;
      continue;
    }
    const { minutes, model } = world;
    const command = commandOf(model, call);
    const { newIds } = await store.read({ newIds: 3 });
    expect(model.tasks.filter(({ id }) => newIds.includes(id))).toEqual([]);
    const wanted = expected(model, command, newIds, minutes);
    expect(await checkOf(store, command.agent)).toBe(checkIn(model, command.agent, minutes));
    for (const id of waitingIn(model, command.agent, minutes)) {
      expect(await whyOf(store, id)).toBe(whyIn(model, id, minutes));
    }
    expect([command, await answerOf(dryRunStore(store), command)]).toEqual([command, wanted.answer]);
    // Who only refuses writes nothing of its own: it may die while it mends what the last one left.
    const mayDie: boolean = wanted.model !== model || hasJustDied;
    const work = () => answerOf(store, command);
    const answer: string | undefined = death && mayDie ? await untilDeath(death, work) : await work();
    hasJustDied = answer === undefined;
    if (answer !== undefined) {
      expect([command, answer]).toEqual([command, wanted.answer]);
      world.model = wanted.model;
      continue;
    }
    deaths += 1;
    buryHolder(root);
    store = open(clock);
    world.model = await theTrueOne(store, [wanted.model, model], minutes);
  }
  await theTrueOne(store, [world.model], world.minutes);
  await workOff(store, world);
  await theTrueOne(store, [world.model], world.minutes);
  expect(forgotten(world.model)).toEqual([]);
  return deaths;
}

interface World {
  minutes: number;
  model: Model;
}

/** Lets all go on that is on hold, and starts and completes what can be started, until nothing can. */
async function workOff(store: TaskStore, world: World): Promise<void> {
  const { tasks, held } = world.model;
  world.minutes = Math.max(world.minutes, ...tasks.map(({ opensAt = 0 }) => opensAt));
  const rest = { id: undefined, to: "", priority: 0, after: undefined };
  async function give(command: Command): Promise<boolean> {
    const { answer, model } = expected(world.model, command, [], world.minutes);
    expect([command, await answerOf(store, command)]).toEqual([command, answer]);
    const isDone = model !== world.model;
    world.model = model;
    return isDone;
  }
  for (const agent of held) await give({ ...rest, do: "release", agent });
  for (const { id, agent, isHeld, status } of tasks) {
    if (isHeld && status === "pending") await give({ ...rest, do: "release", agent, id });
  }
  for (let isMoving = true; isMoving;) {
    isMoving = false;
    for (const agent of world.model.agents) {
      for (const step of ["complete", "start", "complete"] as const) {
        if (await give({ ...rest, do: step, agent })) isMoving = true;
      }
    }
  }
}

/** Which of some models a store shows. Fails if it is none of them. */
async function theTrueOne(store: TaskStore, models: readonly [Model, ...Model[]], minutes: number): Promise<Model> {
  const ids = [...new Set(models.flatMap(({ tasks }) => tasks.map(({ id }) => id)))];
  const seen = await lookAt(store, ids);
  const found = models.find((model) => isDeepStrictEqual(lookOf(model, ids, minutes), seen));
  if (!found) expect(seen).toEqual(lookOf(models[0], ids, minutes));
  return found ?? models[0];
}
