import { expect, onTestFinished, test } from "vitest";
import { count } from "../figures.ts";
import { IS_LONG, SEED } from "../settings.ts";
import { findProblem } from "./find.ts";
import { playDirected } from "./schedule.ts";
import { startThreads } from "./threads.ts";
import { WRONG_STORES } from "./wrong-stores.ts";

/** A wrong store that is not found in so many schedules will not be found. */
const MOST = IS_LONG ? 20_000 : 2000;

test.each(WRONG_STORES)("a wrong store is found: $name", async ({ name, edits, shownBy }) => {
  const threads = await startThreads(edits);
  onTestFinished(() => threads.dismiss());
  const finding = shownBy
    ? { number: 1, problems: playDirected(threads, shownBy).problems }
    : await findProblem(threads, { seed: SEED * 1_000_000, most: MOST });
  expect(finding?.problems ?? []).not.toEqual([]);
  count("schedules for planted bugs", finding!.number, `${name}, ${finding!.problems[0]!.slice(0, 100)}`);
});
