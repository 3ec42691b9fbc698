import { answerOf, type Run, runBin } from "../../helpers/bin.ts";
import { type Random, randomOf } from "../random.ts";
import { delays, huntHolders } from "../storm/kills.ts";
import type { Net } from "./net.ts";

/** How long a writer waits is not what is tested: on a machine that others keep busy, 8 s can be too short. */
const PATIENT = { AGENT_TASKS_LOCK_TIMEOUT_MS: "60000" };

export interface Shift {
  readonly root: string;
  readonly seed: number;
  readonly net: Net;
  /** The ids of the tasks, in the order of the net. */
  readonly ids: readonly string[];
  /** The part of the commands that are killed after a random time, and of the holders of the lock. */
  readonly killedAtRandom: number;
  readonly killedWithLock: number;
}

export interface ShiftLog {
  readonly commands: number;
  readonly kills: number;
  readonly killsWithLock: number;
  /** Answers that no worker should get. */
  readonly strange: readonly string[];
}

/** Lets every agent of a net work, each by commands of its own, until none finds anything to do any more. */
export async function workOn({ root, seed, net, ids, killedAtRandom, killedWithLock }: Shift): Promise<ShiftLog> {
  const agents = [...new Set(net.map(({ agent }) => agent))];
  const board = newBoard(agents.length);
  const delay = delays();
  const strange: string[] = [];
  let [commands, kills] = [0, 0];

  /** The answer; undefined from who was killed before it. */
  async function call(random: Random, args: readonly string[]): Promise<Record<string, unknown> | undefined> {
    const killing = random.chance(killedAtRandom) ? { killAfterMs: delay.next(random) } : {};
    const before = performance.now();
    const run = await runBin(args, { root, env: PATIENT, ...killing });
    commands += 1;
    if (run.signal === "SIGKILL") kills += 1;
    else delay.measured(performance.now() - before);
    return heard(run);
  }

  async function work(agent: string, number: number): Promise<void> {
    const random = randomOf(seed * 1_000_003 + number);
    for (;;) {
      const seen = board.version();
      const answer = await call(random, ["start", "--agent", agent, "--resume"]);
      if (answer?.["code"] === "QUEUE_EMPTY") {
        if (await board.changesAfter(seen, agent)) continue;
        return;
      }
      if (answer?.["status"] === "success") {
        const id = String(answer["task_id"]);
        const { failures = 0 } = net[ids.indexOf(id)] ?? {};
        const end = Number(answer["attempt"]) <= failures ? ["fail", "--error", "no"] : ["complete"];
        const named = ["--agent", agent, "--task-id", id, "--attempt", String(answer["attempt"])];
        const told = await call(random, [...end, ...named]);
        board.change(waitingFor(net, ids.indexOf(id)));
        if (told && told["status"] !== "success") strange.push(`${agent}, ${end[0]}: ${JSON.stringify(told)}`);
      } else if (answer) {
        strange.push(`${agent}, start: ${JSON.stringify(answer)}`);
        board.leave();
        return;
      }
    }
  }

  const hunt = huntHolders(root, randomOf(seed), killedWithLock);
  await Promise.all(agents.map(work));
  return { commands, kills, killsWithLock: hunt.end(), strange };
}

/** The agents whose tasks wait for one. */
function waitingFor(net: Net, place: number): ReadonlySet<string> {
  return new Set(net.filter(({ on }) => on.includes(place)).map(({ agent }) => agent));
}

function heard(run: Run): Record<string, unknown> | undefined {
  try {
    return answerOf(run);
  } catch (error) {
    if (run.signal === "SIGKILL") return undefined;
    throw error;
  }
}

/** Where workers see that others have done something that may concern them. */
interface Board {
  readonly version: () => number;
  /** Something has changed, or may have, for which some agents wait. */
  readonly change: (agents: ReadonlySet<string>) => void;
  /**
   * Waits until something has changed for an agent after a version. When all wait, each looks once more if anything has
   * changed since: what nobody told of is found so. False if nothing has: then nothing will.
   */
  readonly changesAfter: (seen: number, agent: string) => Promise<boolean>;
  readonly leave: () => void;
}

interface Waiter {
  readonly agent: string;
  readonly seen: number;
  readonly tell: (isChanged: boolean) => void;
}

function newBoard(workers: number): Board {
  let version = 0;
  let atWork = workers;
  let waiting: readonly Waiter[] = [];
  const concerned = new Map<string, number>();
  const wake = (isMeant: (waiter: Waiter) => boolean, isChanged: boolean) => {
    const woken = waiting.filter(isMeant);
    waiting = waiting.filter((waiter) => !isMeant(waiter));
    for (const { tell } of woken) tell(isChanged);
  };
  const isBehind = ({ seen }: Waiter) => seen < version;
  const wakeAllIfIdle = () => {
    if (waiting.length < atWork) return;
    if (waiting.some(isBehind)) wake(isBehind, true);
    else wake(() => true, false);
  };
  return {
    version: () => version,
    change: (agents) => {
      version += 1;
      for (const agent of agents) concerned.set(agent, version);
      wake(({ agent }) => agents.has(agent), true);
    },
    changesAfter: (seen, agent) => {
      if ((concerned.get(agent) ?? 0) > seen) return Promise.resolve(true);
      return new Promise((tell) => {
        waiting = [...waiting, { agent, seen, tell }];
        wakeAllIfIdle();
      });
    },
    leave: () => {
      atWork -= 1;
      wakeAllIfIdle();
    },
  };
}
