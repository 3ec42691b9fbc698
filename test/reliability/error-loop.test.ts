import { availableParallelism } from "node:os";
import { describe, expect, test } from "vitest";
import { answerOf, inParallel, isAcknowledged, type Run, runBin } from "../helpers/bin.ts";
import { AGENT, CASES_FOR_DEAR_SUITES, type Case, effectProblems, repeatProblems, rootsOf } from "./cases.ts";
import { count } from "./figures.ts";
import { violations } from "./invariants.ts";
import { IS_LONG, SEED } from "./settings.ts";
import { type CallNumber, diskCalls, HAS_STRACE, runRefused } from "./strace.ts";

const ERRORS = ["ENOSPC", "EIO", "EACCES", "EMFILE", "EROFS"];

/** A command of an agent makes about so many. */
const MOST_CALLS = 120;

describe.skipIf(!HAS_STRACE)("refused by the disk at every call (skipped: no strace here; Debian has it)", () => {
  test.each(CASES_FOR_DEAR_SUITES)("$name: an error and no change, or a success", async (each) => {
    const { name } = each;
    const newRoot = rootsOf(each);
    const calls = chosen(await diskCalls(each, await newRoot("traced")));
    // In a short run the errors in turn: in all commands together each call meets each of them.
    const tries = calls.flatMap((call, index) =>
      IS_LONG ? ERRORS.map((error) => ({ call, error })) : [{ call, error: ERRORS[(index + SEED) % ERRORS.length]! }],
    );
    const refusals = await inParallel(tries, availableParallelism(), async ({ call, error }) =>
      refusedAt(call, error, each, newRoot),
    );
    expect(refusals.flatMap(({ found }) => found)).toEqual([]);
    const times = (outcome: string) => refusals.filter((refusal) => refusal.outcome === outcome).length;
    const told = `${times("error")} errors, ${times("warning")} successes with a warning, ${times("success")} without`;
    count("refusals", refusals.length, `${name}, ${told}`);
    expect(times("error")).toBeGreaterThan(0);
  });
});

/** A short run tries some of the calls of a command that makes very many. */
function chosen(calls: readonly CallNumber[]): readonly CallNumber[] {
  const step = IS_LONG ? 1 : Math.ceil(calls.length / MOST_CALLS);
  return calls.filter((_, index) => (index + SEED) % step === 0);
}

interface Refusal {
  readonly outcome: "error" | "warning" | "success";
  readonly found: readonly string[];
}

async function refusedAt(
  call: CallNumber,
  error: string,
  each: Case,
  newRoot: (name: string) => Promise<string>,
): Promise<Refusal> {
  for (let attempt = 1; attempt <= 5; attempt++) {
    const root = await newRoot(`${call.call}-${call.n}-${error}-${attempt}`);
    const before = await runBin(["list", ...AGENT], { root });
    const run = await runRefused(each, call, error, root);
    if (run) return judged(each, root, before, run, `${call.call} ${call.n} ${error}`);
  }
  throw new Error(`the disk was never refused at ${call.call} ${call.n}`);
}

async function judged(each: Case, root: string, before: Run, run: Run, at: string): Promise<Refusal> {
  const { args, input = "" } = each;
  const after = await runBin(["list", ...AGENT], { root });
  const repeated = await runBin(args, { root, input });
  const problems = [
    ...answerProblems(each, { run, before, after }),
    ...repeatProblems(each, isAcknowledged(run), answerOf(repeated)),
    ...violations(root),
    ...effectProblems(each, root),
  ];
  const outcome = !isAcknowledged(run) ? "error" : run.stdout.includes('"warnings"') ? "warning" : "success";
  return { outcome, found: problems.map((problem) => `${at}: ${problem}`) };
}

interface Runs {
  readonly run: Run;
  /** What a reader was told before, and after it. */
  readonly before: Run;
  readonly after: Run;
}

/** One document that says what is true, and the exit status to it. */
function answerProblems({ isMadeInSteps }: Case, { run, before, after }: Runs): string[] {
  const answer = answerOf(run);
  const isFound = answer["sound"] === false;
  if (answer["status"] === "success")
    return run.status === (isFound ? 7 : 0) ? [] : [`a success with exit status ${run.status}`];
  return [
    ...(run.status === 1 && answer["code"] === "IO_ERROR" ? [] : [`exit status ${run.status}, ${run.stdout}`]),
    ...(isMadeInSteps || after.stdout === before.stdout || before.status === 1
      ? []
      : [`an error, and a change: ${run.stdout}`]),
  ];
}
