import { isDeepStrictEqual } from "node:util";
import { expect } from "vitest";
import { dryRunStore } from "../../../src/store/dry-run.ts";
import type { Clock } from "../../../src/store/clock.ts";
import type { TaskStore } from "../../../src/store/store.ts";
import { answerOf } from "./ask.ts";
import { type MortalCall, commandOf } from "./calls.ts";
import { buryHolder, untilDeath } from "./dying-process.ts";
import { lookAt, lookOf } from "./look.ts";
import { EMPTY, type Model, expected } from "./queue-model.ts";

/** What the calls are played on: `open` as a new process does. */
export interface Stage {
  readonly root: string;
  readonly open: (clock: Clock) => TaskStore;
}

/**
 * Plays calls on a store, and holds every answer against the model, that of a dry run before it too; at the end all that
 * can be read. After a death both worlds are possible, the one with the change and the one without: the first look says
 * which, and it is kept to. Returns how many processes died.
 */
export async function play({ root, open }: Stage, calls: readonly MortalCall[]): Promise<number> {
  let minutes = 0;
  const clock = () => new Date(Date.UTC(2026, 3, 10, 8, minutes));
  let store = open(clock);
  let model = EMPTY;
  let deaths = 0;
  let hasJustDied = false;
  for (const { death, ...call } of calls) {
    if (call.do === "wait") {
      minutes += call.minutes;
      continue;
    }
    const command = commandOf(model, call);
    const { newIds } = await store.read({ newIds: 3 });
    expect(model.tasks.filter(({ id }) => newIds.includes(id))).toEqual([]);
    const wanted = expected(model, command, newIds, minutes);
    expect(await answerOf(dryRunStore(store), command)).toBe(wanted.answer);
    // Who only refuses writes nothing of its own: it may die while it mends what the last one left.
    const mayDie: boolean = wanted.model !== model || hasJustDied;
    const work = () => answerOf(store, command);
    const answer: string | undefined = death && mayDie ? await untilDeath(death, work) : await work();
    hasJustDied = answer === undefined;
    if (answer !== undefined) {
      expect([command, answer]).toEqual([command, wanted.answer]);
      model = wanted.model;
      continue;
    }
    deaths += 1;
    buryHolder(root);
    store = open(clock);
    model = await theTrueOne(store, wanted.model, model);
  }
  await theTrueOne(store, model, model);
  return deaths;
}

/** Which of two models a store shows. Fails if it is neither. */
async function theTrueOne(store: TaskStore, after: Model, before: Model): Promise<Model> {
  const ids = [...new Set([...before.tasks, ...after.tasks].map(({ id }) => id))];
  const seen = await lookAt(store, ids);
  const found = [after, before].find((model) => isDeepStrictEqual(lookOf(model, ids), seen));
  if (!found) expect(seen).toEqual(lookOf(after, ids));
  return found ?? after;
}
