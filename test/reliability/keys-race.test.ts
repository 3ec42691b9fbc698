import { join } from "node:path";
import { expect, test } from "vitest";
import { answerOf, inParallel, isAcknowledged, runBin } from "../helpers/bin.ts";
import { temporaryFolder } from "../helpers/temporary-folder.ts";
import { count } from "./figures.ts";
import { readJournal, violations } from "./invariants.ts";

const KEYS = Array.from({ length: 10 }, (_, n) => `k${n}`);
const SCOPES = ["open", "ever"] as const;
const CALLS_PER_KEY = 10;
/** There are so many at once that most of them wait; two cores are slow with so many. */
const WIDTH = 40;
const ENV = { AGENT_TASKS_LOCK_TIMEOUT_MS: "60000", AGENT_TASKS_KEEP_FINISHED: "1" };

test("200 creates at once with ten keys in each scope: ten tasks in each, also where a worker ends them meanwhile", async () => {
  const root = join(temporaryFolder(), "root");
  const run = async (...args: readonly string[]) => answerOf(await runBin(args, { root, env: ENV }));
  const create = (agent: string, key: string) =>
    run("create", "--agent", agent, "--name", "a task", "--key", key, "--key-scope", agent);

  const calls = Array.from({ length: CALLS_PER_KEY }).flatMap(() =>
    KEYS.flatMap((key) => SCOPES.map((scope) => ({ scope, key }))),
  );
  const still = { creating: true };
  const work = async () => {
    for (let isLeft = true; isLeft || still.creating;) {
      isLeft = still.creating; // what is created after this look is looked for once more
      const started = await run("start", "--agent", "ever");
      if (started["status"] !== "success") continue;
      await run("complete", "--agent", "ever");
      isLeft = true;
    }
  };
  const creating = inParallel(calls, WIDTH, async ({ scope, key }) => ({
    scope,
    key,
    answer: await create(scope, key),
  }));
  const [answers] = await Promise.all([creating.finally(() => (still.creating = false)), work()]);

  expect(answers.filter(({ answer }) => answer["status"] !== "success")).toEqual([]);
  for (const scope of SCOPES) {
    for (const key of KEYS) {
      const own = answers.filter((each) => each.scope === scope && each.key === key).map(({ answer }) => answer);
      expect(own.filter(({ created }) => created === true)).toHaveLength(1);
      expect(new Set(own.map(({ task_id }) => task_id)).size).toBe(1);
    }
    const made = readJournal(root).filter(({ action, agent_id }) => action === "create" && agent_id === scope);
    expect(made.map(({ task }) => task!.key).toSorted()).toEqual(KEYS);
  }
  // All of the one agent's have ended by now, and most are in the archive only.
  expect(await create("ever", "k3")).toMatchObject({ created: false, task: { status: "completed" } });
  expect(violations(root)).toEqual([]);
  count("creates with a key", calls.length, `${WIDTH} at once`);
});

test("a key is free again when its task has ended, and one for ever is not", async () => {
  const root = join(temporaryFolder(), "root");
  for (const scope of SCOPES) {
    const agent = ["--agent", scope];
    const create = ["create", ...agent, "--name", "a task", "--key", "k", "--key-scope", scope];
    for (const line of [create, ["start", ...agent], ["fail", ...agent, "--error", "no"]]) {
      expect(isAcknowledged(await runBin(line, { root }))).toBe(true);
    }
    const again = await inParallel(Array.from({ length: 6 }), 6, () => runBin(create, { root, env: ENV }));
    const created = again.filter((each) => answerOf(each)["created"] === true);
    expect(created).toHaveLength(scope === "open" ? 1 : 0);
  }
  expect(violations(root)).toEqual([]);
});
