import { mkdirSync } from "node:fs";
import { join } from "node:path";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fileStore } from "../../../src/store/file/store.ts";
import { memoryStore } from "../../../src/store/memory.ts";
import { add } from "../../helpers/changes.ts";
import { temporaryFolder } from "../../helpers/temporary-folder.ts";
import { count } from "../figures.ts";
import { violations } from "../invariants.ts";
import { IS_LONG, SEED } from "../settings.ts";
import { callsUpTo, knottedCall, mortalCallsUpTo } from "./calls.ts";
import { play, type Stage } from "./play.ts";
import { WRONG_STORES } from "./wrong-stores.ts";

const RUNS = IS_LONG ? 600 : 60;

/** Any calls, and such in which much hangs together, in turn. */
const calls = fc.oneof(callsUpTo(40), callsUpTo(40, knottedCall));
const mortalCalls = mortalCallsUpTo(24);
const keepFinished = fc.constantFrom(1, 2);

describe("a store answers as the model does, whatever is asked and however the clock goes", () => {
  test("memoryStore", async () => {
    await fc.assert(
      fc.asyncProperty(calls, keepFinished, async (each, keep) => {
        await play(
          inMemory((clock) => memoryStore({ clock, keepFinished: keep })),
          each,
        );
      }),
      { seed: SEED, numRuns: 10 * RUNS },
    );
    count("model sequences", 10 * RUNS, "memoryStore");
  });

  test("fileStore, and its files fit each other", async () => {
    const newRoot = roots();
    await fc.assert(
      fc.asyncProperty(calls, keepFinished, async (each, keep) => {
        const root = newRoot();
        await play({ root, open: (clock) => fileStore(root, { clock, keepFinished: keep }) }, each);
        await add(fileStore(root), "ann");
        expect(violations(root)).toEqual([]);
      }),
      { seed: SEED, numRuns: RUNS },
    );
    count("model sequences", RUNS, "fileStore");
  });
});

test("whoever dies at any call: what was acknowledged is there, what was not is there wholly or not at all", async () => {
  const newRoot = roots();
  let deaths = 0;
  await fc.assert(
    fc.asyncProperty(mortalCalls, keepFinished, async (each, keep) => {
      const root = newRoot();
      deaths += await play({ root, open: (clock) => fileStore(root, { clock, keepFinished: keep }) }, each);
      await add(fileStore(root), "ann");
      expect(violations(root)).toEqual([]);
    }),
    { seed: SEED, numRuns: 2 * RUNS },
  );
  count("model sequences", 2 * RUNS, "fileStore with deaths");
  count("model crashes", deaths, "fileStore");
  expect(deaths).toBeGreaterThan(2 * RUNS);
});

test.each(Object.keys(WRONG_STORES))("a store that %s is found out", async (name) => {
  const found = await fc.check(
    fc.asyncProperty(calls, (each) => play(inMemory(WRONG_STORES[name]!), each).then(() => undefined)),
    { seed: SEED, numRuns: 500, endOnFailure: true },
  );
  expect(found.counterexample).not.toBeNull();
});

function inMemory(open: Stage["open"]): Stage {
  return { root: "/nowhere", open };
}

/** Gives empty roots that are gone when the test is over. */
function roots(): () => string {
  const folder = temporaryFolder();
  let number = 0;
  return () => {
    number += 1;
    const root = join(folder, String(number));
    mkdirSync(root);
    return root;
  };
}
