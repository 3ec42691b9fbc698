import { isAboutTask } from "../../../src/domain/about-task.ts";
import type { TaskEvent } from "../../../src/domain/event.ts";
import { readJournal, violations } from "../invariants.ts";
import { inOrder } from "../replay.ts";
import type { Life, Outcome } from "./client.ts";

/** What the rules of a queue refuse: commands come blindly. */
const REFUSALS = new Set(["QUEUE_EMPTY", "AGENT_BUSY", "NO_CURRENT_TASK", "INVALID_TRANSITION"]);

/** What is wrong after a schedule: with the files, and with what the clients were told. */
export function judged(root: string, lives: readonly Life[]): readonly string[] {
  try {
    return problemsOf(root, lives);
  } catch (error) {
    return [`the files cannot be judged: ${error instanceof Error ? error.message : String(error)}`];
  }
}

function problemsOf(root: string, lives: readonly Life[]): string[] {
  const journal = inOrder(readJournal(root));
  const isTroubled = lives.some(({ hasDied, sleeps }) => hasDied || sleeps > 0);
  return [
    ...lives.flatMap(({ outcomes }) => outcomes).flatMap((outcome) => broken(outcome, journal, isTroubled)),
    ...brokenChains(journal),
    ...(journal.length === 0 ? [] : violations(root, { mayHaveLateLines: true })),
  ];
}

/** Every event says by its operator which command made it: what was promised is there once, what was refused is not. */
function broken({ operator, command, told, refusal }: Outcome, journal: readonly TaskEvent[], isTroubled: boolean) {
  const made = journal.filter((event) => event.operator === operator && event.action !== "adopted");
  const there = made.map(({ action, task_id, agent_id }) => `${action} ${task_id} of ${agent_id}`);
  const isThere = `and there is [${String(there)}]`;
  const what = `${command.name} (${operator})`;
  if (told) return String(there) === String(told) ? [] : [`${what} was told [${String(told)}], ${isThere}`];
  if (!refusal) return isWhole(command.name, there) ? [] : [`${what} died, ${isThere}`];
  const isExpected = REFUSALS.has(refusal.code) || (refusal.code === "LOCK_ACQUIRE_FAILED" && isTroubled);
  return [
    ...(isExpected ? [] : [`${what} was refused: ${refusal.code} ${refusal.detail}`]),
    ...(there.length === 0 ? [] : [`${what} was refused (${refusal.code}), ${isThere}`]),
  ];
}

/** All of a change or nothing, and that once. */
function isWhole(command: string, there: readonly string[]): boolean {
  return (
    there.length === 0 || (new Set(there).size === there.length && (EVENTS[command] ?? [1]).includes(there.length))
  );
}

/** How many events a change has, where it is not one. */
const EVENTS: Readonly<Record<string, readonly number[]>> = { createOnBoth: [2], move: [2], startOnLease: [1, 2] };

/** Every change of a task begins where the one before it ended: nobody started what somebody else had started. */
function brokenChains(journal: readonly TaskEvent[]): string[] {
  const statuses = new Map<string, string | null>();
  return journal.filter(isAboutTask).flatMap(({ seq, action, task_id, old_status, new_status, moved_to }) => {
    const before = statuses.get(task_id) ?? null;
    statuses.set(task_id, new_status);
    // A move is told twice: it has left already when it comes.
    const isArrival = action === "move" && !moved_to;
    return before === (isArrival ? new_status : old_status) || action === "adopted"
      ? []
      : [`${action} (${seq}) of ${task_id}, which was ${before}`];
  });
}
