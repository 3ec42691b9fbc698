import { join } from "node:path";
import { expect, test } from "vitest";
import { createTask } from "../../src/app/create-task.ts";
import { fileStore } from "../../src/store/file/store.ts";
import { answerOf, runBin } from "../helpers/bin.ts";
import { temporaryFolder } from "../helpers/temporary-folder.ts";
import { count } from "./figures.ts";
import { readJournal, violations } from "./invariants.ts";
import { ask } from "./model/ask.ts";
import { attemptFaults, endFaults, orderFaults, type Told } from "./net/judge.ts";
import { type Knot, type Net, randomNet, type State, statesOf } from "./net/net.ts";
import { workOn } from "./net/workers.ts";
import { randomOf } from "./random.ts";
import { inOrder } from "./replay.ts";
import { IS_LONG, SEED } from "./settings.ts";

const TASKS = IS_LONG ? 3000 : 240;
const AGENTS = Array.from({ length: 20 }, (_, number) => `agent-${number + 1}`);
const IDS = ["task-0", "task-1", "task-2", "task-3", "task-4"];
const STATUS = {
  create: "pending",
  start: "running",
  complete: "completed",
  fail: "failed",
  cancel: "cancelled",
} as const;
const KILLS = { killedAtRandom: 0.15, killedWithLock: 0.1 };

test(
  `a net of ${TASKS} tasks, ${AGENTS.length} workers of which many are killed: each in its turn, none twice, none forgotten`,
  { timeout: IS_LONG ? 3_600_000 : 300_000 },
  async () => {
    const root = join(temporaryFolder(), "root");
    const net = randomNet(randomOf(SEED), TASKS, AGENTS);
    const ids = await makeNet(root, net);
    const first = await workOn({ root, seed: SEED, net, ids, ...KILLS });
    expect(first.strange).toEqual([]);
    const states = statesOf(net);
    expect(await faultsOf(root, net, ids, states)).toEqual([]);
    // What has failed is tried once more, and succeeds: what waited for that comes too.
    const failed = ids.filter((_, place) => states[place] === "failed");
    for (const id of failed) await retry(root, net[ids.indexOf(id)]!.agent, id);
    const second = await workOn({ root, seed: SEED + 1, net, ids, ...KILLS });
    expect(second.strange).toEqual([]);
    const retried = states.map((state): State => (state === "failed" ? "completed" : state));
    expect(await faultsOf(root, net, ids, statesOf(net, retried))).toEqual([]);
    const doctor = await runBin(["doctor"], { root });
    const { findings } = answerOf(doctor) as { findings: readonly { problem: string }[] };
    // What a dead waiter left is swept away when it is a minute old.
    expect(findings.filter(({ problem }) => problem !== "leftover")).toEqual([]);
    const commands = first.commands + second.commands;
    count("net commands", commands, `${TASKS} tasks, of which ${failed.length} failed for good at first`);
    count("net kills", first.kills + second.kills, `${first.killsWithLock + second.killsWithLock} with the lock`);
    expect(first.kills).toBeGreaterThan(0);
  },
);

const KNOT: Knot = { agent: "ann", priority: 5, on: [], mode: "all", policy: "wait", tries: 1, failures: 0 };
const SMALL: Net = [
  { ...KNOT, failures: 1 },
  { ...KNOT, agent: "bob" },
  { ...KNOT, agent: "cid", on: [0, 1], mode: "any" },
  { ...KNOT, agent: "bob", on: [0], policy: "cancel" },
  { ...KNOT, agent: "bob", on: [3], policy: "run" },
];
const RIGHT = [
  "start 0",
  "start 1",
  "fail 0",
  "cancel 3",
  "complete 1",
  "start 4",
  "start 2",
  "complete 2",
  "complete 4",
];
const WRONG: Readonly<Record<string, readonly string[]>> = {
  "a start before its time": moved(RIGHT, "start 2", 2),
  "a start before another's end of whatever kind": moved(RIGHT, "start 4", 3),
  "a start beside another": moved(RIGHT, "start 4", 4),
  "a start of what runs": [...RIGHT.slice(0, 2), "start 1", ...RIGHT.slice(2)],
  "a cancellation for no reason": moved(RIGHT, "cancel 3", 0),
  "an end of what does not run": [...RIGHT, "complete 4"],
};

test("the judge of nets takes a right order, and refuses wrong ones", () => {
  expect(orderFaults(SMALL, IDS, historyOf(RIGHT))).toEqual([]);
  expect(attemptFaults(SMALL, IDS, historyOf(RIGHT))).toEqual([]);
  const states: readonly State[] = ["failed", "completed", "completed", "cancelled", "completed"];
  expect(statesOf(SMALL)).toEqual(states);
  expect(endFaults(states, IDS, new Map(IDS.map((id, place) => [id, states[place]!])))).toEqual([]);
  expect(endFaults(states, IDS, new Map([["task-0", "failed"]]))).toHaveLength(4);
  expect(attemptFaults(SMALL, IDS, historyOf(RIGHT.slice(0, -1)))).toHaveLength(1);
});

test.each(Object.keys(WRONG))("the judge of nets finds %s", (name) => {
  expect(orderFaults(SMALL, IDS, historyOf(WRONG[name]!))).not.toEqual([]);
});

/** An order in which one step comes earlier. */
function moved(steps: readonly string[], step: string, to: number): readonly string[] {
  const others = steps.filter((each) => each !== step);
  return [...others.slice(0, to), step, ...others.slice(to)];
}

function historyOf(steps: readonly string[]): readonly Told[] {
  const creates = SMALL.map((_, place) => `create ${place}`);
  return [...creates, ...steps].map((step, index) => {
    const [action, place] = step.split(" ") as [keyof typeof STATUS, string];
    const agent_id = SMALL[Number(place)]!.agent;
    return { seq: index + 1, agent_id, task_id: `task-${place}`, action, new_status: STATUS[action] };
  });
}

async function makeNet(root: string, net: Net): Promise<readonly string[]> {
  const ids: string[] = [];
  const store = fileStore(root);
  for (const { agent, priority, on, mode, policy, tries } of net) {
    const links = { depends_on: on.map((place) => ids[place]!), depends_mode: mode, on_dependency_failure: policy };
    const input = { agent, name: "a task", priority, max_attempts: tries, ...(on.length > 0 && links) };
    const { tasks } = await ask(store, createTask, input);
    ids.push(tasks[0]!.task_id);
  }
  return ids;
}

async function retry(root: string, agent: string, id: string): Promise<void> {
  const run = await runBin(["retry", "--agent", agent, "--task-id", id], { root });
  expect(run.status).toBe(0);
}

async function faultsOf(
  root: string,
  net: Net,
  ids: readonly string[],
  wanted: readonly State[],
): Promise<readonly string[]> {
  // What the last one who died has left is for the next command.
  await runBin(["hold", "--agent", net[0]!.agent], { root });
  await runBin(["release", "--agent", net[0]!.agent], { root });
  const { tasks } = await fileStore(root).tasks({});
  const statuses = new Map(tasks.map(({ task }) => [task.id, task.status]));
  const events = inOrder(readJournal(root)).filter(({ task_id }) => task_id !== null);
  return [
    ...endFaults(wanted, ids, statuses),
    ...orderFaults(net, ids, events),
    ...attemptFaults(net, ids, events),
    ...violations(root),
  ];
}
