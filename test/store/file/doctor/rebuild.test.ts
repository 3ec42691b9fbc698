import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { AgentList } from "../../../../src/domain/agent-list.ts";
import { fileStore } from "../../../../src/store/file/store.ts";
import type { TaskStore } from "../../../../src/store/store.ts";
import { careOf } from "../../../helpers/care.ts";
import { add, cancel, complete, fail, listOf, retry, start } from "../../../helpers/changes.ts";
import { temporaryFolder } from "../../../helpers/temporary-folder.ts";
import { violations } from "../../../reliability/invariants.ts";

const AGENTS = ["coder", "other"];

/** What can be done with a queue; what is refused is as if it had not been asked for. */
const STEPS: Readonly<Record<string, (store: TaskStore, agent: string) => Promise<unknown>>> = {
  "a task": (store, agent) => add(store, agent),
  "an urgent task": (store, agent) => add(store, agent, { priority: 9 }),
  start,
  complete,
  fail,
  cancel,
  retry: async (store, agent) => {
    const { tasks } = await store.tasks({ agent, status: "failed" });
    return retry(store, agent, tasks[0]!.task.id);
  },
};

const steps = fc.array(fc.tuple(fc.constantFrom(...Object.keys(STEPS)), fc.constantFrom(...AGENTS)), {
  minLength: 1,
  maxLength: 40,
});

/** What may be lost besides the lists and the index. */
const LOSSES = [[], ["history"], ["task-counter.txt"], ["history", "task-counter.txt", ".tmp"]];

test.each(LOSSES.map((losses) => [["agents", "index.json", ...losses].join(", "), losses] as const))(
  "from the journal alone every queue comes back as it was: %s are gone",
  async (_, losses) => {
    await fc.assert(
      fc.asyncProperty(steps, fc.constantFrom(1, 2, 20), async (line, keepFinished) => {
        const root = join(temporaryFolder(), "root");
        const store = fileStore(root, { keepFinished });
        await add(store, "coder");
        for (const [step, agent] of line) await STEPS[step]!(store, agent).catch(() => undefined);
        const before = await answersOf(root, store);
        for (const name of ["agents", "index.json", ...losses])
          rmSync(join(root, name), { recursive: true, force: true });
        const { after } = await careOf(root, keepFinished).repair();
        expect(after.findings).toEqual([]);
        expect(await answersOf(root, store)).toEqual(before);
        expect(violations(root)).toEqual([]);
      }),
      { numRuns: 15 },
    );
  },
);

/** Every queue as its agent sees it, and all that was ever finished. */
async function answersOf(root: string, store: TaskStore) {
  const agents = readdirSync(join(root, "agents")).toSorted();
  return {
    lists: await Promise.all(agents.map(async (agent) => contentOf(await listOf(store, agent)))),
    counts: (await store.agents()).map(({ agent_id, counts }) => [agent_id, counts]),
    tasks: (await store.tasks({})).tasks,
  };
}

/** A list without what it is not about: how often it was written, and what it owes. */
function contentOf(list: AgentList): object {
  return { ...list, revision: 0, outbox: null };
}
