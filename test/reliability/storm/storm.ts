import { inParallel, type Run, runBin } from "../../helpers/bin.ts";
import { chooseOrder } from "./choose.ts";
import { delays, huntHolders } from "./kills.ts";
import type { Call } from "./linearizable.ts";
import { type Facts, factsOf, lineOf, type Order } from "./order.ts";
import { randomOf } from "../random.ts";

/** How long a writer waits is not what is tested: on a machine that others keep busy, 8 s can be too short. */
const PATIENT = { AGENT_TASKS_LOCK_TIMEOUT_MS: "60000" };

export interface StormPlan {
  readonly root: string;
  readonly seed: number;
  readonly commands: number;
  /** How many call at once. */
  readonly callers: number;
  readonly agents: readonly string[];
  /** The part of the calls that are killed after a random time, if they have not ended by then. */
  readonly killedAtRandom: number;
  /** The part of the holders of the lock that are killed with it. */
  readonly killedWithLock: number;
}

export interface StormLog {
  readonly calls: readonly Call[];
  /** Answers that are none, or have another exit status than they say. */
  readonly strange: readonly string[];
  readonly kills: number;
  /** How many of those died with the lock in their hands, as far as it was seen. */
  readonly killsWithLock: number;
}

/** Lets callers loose on a root, and gives what they saw. The last command comes when all others have ended, and is left alone. */
export async function runStorm(plan: StormPlan): Promise<StormLog> {
  const { root, seed, commands, callers, agents } = plan;
  const calls: Call[] = [];
  const strange: string[] = [];
  const known = new Map<string, readonly string[]>();
  const delay = delays();
  let kills = 0;

  async function call(id: string, agent: string, order: Order, killAfterMs: number | undefined): Promise<void> {
    const { args, input } = lineOf(order);
    const line = [...args, "--agent", agent];
    const invokedAt = performance.now();
    const env = { ...PATIENT, AGENT_TASKS_OPERATOR: id };
    const run = await runBin(line, { root, input, env, ...(killAfterMs !== undefined && { killAfterMs }) });
    const returnedAt = performance.now();
    if (run.signal === "SIGKILL") kills += 1;
    else delay.measured(returnedAt - invokedAt);
    const { told, problem } = heard(order, run);
    if (problem !== undefined) strange.push(`${id}, ${line.join(" ")}: ${problem}`);
    calls.push({ id, agent, order, invokedAt, returnedAt, told });
    const ids = (told?.["ids"] ?? []) as readonly string[];
    if (order.command === "create") known.set(agent, [...(known.get(agent) ?? []), ...ids]);
  }

  const creation: Order = { command: "create", tasks: [{ name: "a task", priority: 5 }] };
  await call("the first call", agents[0]!, creation, undefined);
  const hunt = huntHolders(root, randomOf(seed), plan.killedWithLock);
  await inParallel([...Array.from({ length: commands - 2 }).keys()], callers, async (n) => {
    const random = randomOf(seed * 1_000_003 + n);
    const agent = random.oneOf(agents);
    const killAfterMs = random.chance(plan.killedAtRandom) ? delay.next(random) : undefined;
    await call(`call ${n}`, agent, chooseOrder(random, n, agent, known), killAfterMs);
  });
  const killsWithLock = hunt.end();
  await call("the last call", agents[0]!, creation, undefined);
  return { calls, strange, kills, killsWithLock };
}

/** What a caller was told. Who was killed may have told all, or nothing that can be read. */
function heard(order: Order, run: Run): { readonly told: Facts | undefined; readonly problem?: string } {
  const isKilled = run.signal === "SIGKILL";
  try {
    const answer = JSON.parse(run.stdout) as Record<string, unknown>;
    const told = factsOf(order, answer);
    const isTrue = isKilled || (run.status === 0) === (answer["status"] === "success");
    const isQuiet = run.stderr === "" && answer["warnings"] === undefined;
    return isTrue && isQuiet ? { told } : { told, problem: JSON.stringify(run) };
  } catch {
    return isKilled ? { told: undefined } : { told: undefined, problem: `no answer: ${JSON.stringify(run)}` };
  }
}
