import { writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TracedStep } from "./client.ts";
import { type Played, play } from "./schedule.ts";
import type { Threads } from "./threads.ts";

/** The first schedule that shows something wrong. */
export interface Finding {
  readonly seed: number;
  /** Which one it was, counted from 1. */
  readonly number: number;
  readonly problems: readonly string[];
}

/** Plays schedules from a seed on, at most `most`, until one shows something wrong. */
export async function findProblem(
  threads: Threads,
  { seed: first, most, onPlayed }: { seed: number; most: number; onPlayed?: (played: Played) => void },
): Promise<Finding | undefined> {
  for (let number = 1; number <= most; number += 1) {
    const seed = first + number - 1;
    const played = play(threads, seed);
    onPlayed?.(played);
    if (played.problems.length > 0) return { seed, number, problems: played.problems };
    await new Promise(setImmediate); // what runs the tests has a look at us now and then
  }
  return undefined;
}

/** Plays a schedule once more and writes down its steps. Returns what a person needs to know. */
export function explained(threads: Threads, { seed, problems }: Finding): string {
  const path = join(tmpdir(), `agent-tasks-schedule-${seed}.txt`);
  writeFileSync(path, tracedSteps(play(threads, seed, { isTraced: true })).join("\n"));
  return [`schedule ${seed}:`, ...problems, `its steps: ${path}`, `again: AGENT_TASKS_TEST_SCHEDULE=${seed}`].join(
    "\n",
  );
}

/** What happened in a schedule, one line a step. */
export function tracedSteps({ lives }: Played): readonly string[] {
  return lives
    .flatMap(({ trace }) => trace)
    .toSorted(byStep)
    .map(({ text }) => text);
}

function byStep(a: TracedStep, b: TracedStep): number {
  return a.step - b.step;
}
