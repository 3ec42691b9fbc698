import { appendFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { answerOf, inParallel, runBin } from "../helpers/bin.ts";
import { temporaryFolder } from "../helpers/temporary-folder.ts";
import { count } from "./figures.ts";
import { readJournal, violations } from "./invariants.ts";
import { type Random, randomOf } from "./random.ts";
import { IS_LONG, SEED } from "./settings.ts";
import { underClock } from "./shifted-clock.ts";
import { delays, huntHolders } from "./storm/kills.ts";
import { seqOf, watching } from "./watch/watching.ts";

const WRITERS = 16;
/** How many commands there are between two incidents. */
const COMMANDS = IS_LONG ? 800 : 64;
const TASKS_AT_ONCE = 25;
const AGENTS = ["ann", "ben", "coder", "dora"];
const MONTH_MS = 31 * 86_400_000;

const PATIENT = { AGENT_TASKS_LOCK_TIMEOUT_MS: "60000" };

/** By which clocks writers go: each may be a month ahead of the next, or behind. */
const STAGES: readonly (readonly number[])[] = [[0], [0, MONTH_MS], [MONTH_MS, 0, 3 * MONTH_MS], [3 * MONTH_MS]];

test(
  `${WRITERS} writers, some of them killed, months that change, repairs: who watches sees each event once, in order`,
  { timeout: IS_LONG ? 1_200_000 : 300_000 },
  async () => {
    const root = join(temporaryFolder(), "root");
    const random = randomOf(SEED);
    answerOf(await runBin(["create", "--agent", "ann", "--name", "first"], { root }));
    const end = deferred<number>();
    const steady = watching(root, 0);
    const restless = watchedInPieces(root, end.promise, randomOf(SEED + 1));
    restless.catch(() => undefined); // it is asked at the end
    let killed = 0;
    const hunt = huntHolders(root, random, 0.1);
    for (const [stage, shifts] of STAGES.entries()) {
      const repairing = repairNow(root);
      killed += await write(root, random, shifts);
      await repairing;
      // As a writer leaves it that died: the next one cuts it off, or a repair replaces the file, with the strange line.
      if (stage % 2 === 0) damage(root, '{"seq":7,"at":"20');
      if (stage % 2 === 1) damage(root, 'no line of ours\n{"seq":8,');
      if (stage % 2 === 1) expect(await repairNow(root)).toMatchObject({ saved: [expect.stringContaining("events")] });
    }
    hunt.end();
    expect(killed).toBeGreaterThan(0);
    await runBin(["create", "--agent", "ann", "--name", "last"], { root, env: underClock([0]) });
    const journal = readJournal(root);
    end.resolve(journal.at(-1)!.seq);
    await steady.until({ seq: end.promise });
    await steady.kill();
    const { lines, restarts } = await restless;
    const seqs = journal.map(({ seq }) => seq);
    expect(seqs).toEqual([...new Set(seqs)].toSorted((a, b) => a - b));
    expect(steady.lines.map((line) => JSON.parse(line) as unknown)).toEqual(journal);
    expect(lines.map(seqOf)).toEqual(seqs);
    expect(readdirSync(join(root, "events")).filter((name) => /^[\d-]+\.jsonl$/.test(name))).toHaveLength(3);
    expect(violations(root)).toEqual([]);
    count(
      "events watched",
      journal.length,
      `by ${restarts + 1} watchers one after another, and by one; ${killed} writers killed`,
    );
  },
);

/** Lets writers loose, some of whom are killed at random. Returns how many were. */
async function write(root: string, random: Random, shifts: readonly number[]): Promise<number> {
  const delay = delays();
  const jobs = Array.from({ length: COMMANDS }, () => ({
    args: [...lineOf(random), "--agent", random.oneOf(AGENTS)],
    shift: random.oneOf(shifts),
    killAfterMs: random.chance(0.2) ? delay.next(random) * 8 : undefined,
  }));
  const runs = await inParallel(jobs, WRITERS, async ({ args, shift, killAfterMs }) => {
    const input = JSON.stringify(Array.from({ length: TASKS_AT_ONCE }, (_, n) => ({ name: `task ${n}` })));
    const env = { ...PATIENT, ...underClock([shift]) };
    return runBin(args, { root, input, env, ...(killAfterMs !== undefined && { killAfterMs }) });
  });
  return runs.filter(({ signal }) => signal === "SIGKILL").length;
}

function lineOf(random: Random): readonly string[] {
  return random.oneOf([["create", "--input", "-"], ["create", "--input", "-"], ["start", "--resume"], ["complete"]]);
}

/** Watches with one process after another: each is killed in the midst of it, and the next goes on with the last seq. */
async function watchedInPieces(
  root: string,
  end: Promise<number>,
  random: Random,
): Promise<{ readonly lines: readonly string[]; readonly restarts: number }> {
  const lines: string[] = [];
  let last = Infinity;
  void end.then((seq) => (last = seq));
  for (let restarts = 0, since = 0; ; restarts += 1) {
    const watcher = watching(root, since);
    await watcher.until({ lines: 1 + random.below(400), seq: end });
    await watcher.kill();
    const doubles = watcher.lines.filter((line) => seqOf(line) <= since); // with them it would go on for ever
    if (doubles.length > 0) throw new Error(`${doubles.length} were told again after ${since}`);
    lines.push(...watcher.lines);
    since = watcher.lastSeq();
    if (since >= last) return { lines, restarts };
  }
}

async function repairNow(root: string): Promise<Record<string, unknown>> {
  const run = await runBin(["doctor", "--repair"], { root, env: { ...PATIENT, ...underClock([0]) } });
  return run.signal === null ? answerOf(run) : {};
}

function damage(root: string, text: string): void {
  const newest = readdirSync(join(root, "events"))
    .filter((name) => name.endsWith(".jsonl"))
    .toSorted()
    .at(-1);
  appendFileSync(join(root, "events", newest ?? ""), text);
}

function deferred<Value>(): { readonly promise: Promise<Value>; readonly resolve: (value: Value) => void } {
  let settle: ((value: Value) => void) | undefined;
  const promise = new Promise<Value>((resolve) => (settle = resolve));
  return { promise, resolve: (value) => settle?.(value) };
}
