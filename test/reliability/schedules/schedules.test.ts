import { afterAll, beforeAll, expect, test } from "vitest";
import { count } from "../figures.ts";
import { IS_LONG, SEED } from "../settings.ts";
import {
  COMMIT_DURING_THE_SWEEP,
  COPY_OF_ANOTHER_END,
  LOCK_TAKEN_FROM_THE_LIVING,
  SWEEP_BY_A_SLEEPER,
  TORN_LINE_CUT_TWICE,
} from "./directed.ts";
import { explained, findProblem, tracedSteps } from "./find.ts";
import { type Played, play, playDirected } from "./schedule.ts";
import { type Threads, startThreads } from "./threads.ts";

/** Plays only the schedule with this seed. */
const ONLY = process.env["AGENT_TASKS_TEST_SCHEDULE"];
const FIRST = Number(ONLY ?? SEED * 1_000_000);
const SCHEDULES = ONLY ? 1 : IS_LONG ? 8000 : 800;

let threads: Threads;

beforeAll(async () => {
  threads = await startThreads();
});

afterAll(() => threads.dismiss());

test("whoever sleeps or dies at whichever step, what was acknowledged is there, once, and all files fit", async () => {
  const figures = { steps: 0, sleeps: 0, deaths: 0 };
  const finding = await findProblem(threads, {
    seed: FIRST,
    most: SCHEDULES,
    onPlayed: ({ lives, steps }: Played) => {
      figures.steps += steps;
      figures.sleeps += lives.reduce((sum, life) => sum + life.sleeps, 0);
      figures.deaths += lives.filter(({ hasDied }) => hasDied).length;
    },
  });
  expect(finding && explained(threads, finding)).toBeUndefined();
  const { steps, sleeps, deaths } = figures;
  count("schedules", SCHEDULES, `${steps} steps with ${sleeps} sleeps and ${deaths} deaths`);
  expect(ONLY ?? Math.min(sleeps, deaths)).toBeTruthy();
});

test.each([
  { name: "a torn line is cut twice", actors: TORN_LINE_CUT_TWICE },
  { name: "a commit during the sweep", actors: COMMIT_DURING_THE_SWEEP },
  { name: "a lock taken from the living", actors: LOCK_TAKEN_FROM_THE_LIVING },
  { name: "a sweep by a sleeper", actors: SWEEP_BY_A_SLEEPER },
  { name: "the copy of another end", actors: COPY_OF_ANOTHER_END },
])("and so where chance comes too rarely: $name", ({ actors }) => {
  const { lives, problems } = playDirected(threads, actors);
  expect(problems).toEqual([]);
  expect(lives.some(({ hasDied, sleeps }) => hasDied || sleeps > 0)).toBe(true);
});

test("the same seed plays the same schedule, step by step", () => {
  for (let seed = FIRST; seed < FIRST + 5; seed += 1) {
    const steps = tracedSteps(play(threads, seed, { isTraced: true }));
    expect(steps.length).toBeGreaterThan(100);
    expect(tracedSteps(play(threads, seed, { isTraced: true }))).toEqual(steps);
  }
});
