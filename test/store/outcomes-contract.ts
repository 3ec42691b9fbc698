import { describe, expect, test } from "vitest";
import { failTask } from "../../src/domain/transitions.ts";
import type { OutcomeQuery, TaskStore } from "../../src/store/store.ts";
import { add, cancel, complete, fail, retry, start } from "../helpers/changes.ts";
import type { StoreOptions } from "./contract.ts";

/** What a store promises of `outcomes`, as tests. */
export function outcomesContract(open: (options?: StoreOptions) => TaskStore): void {
  describe("outcomes", () => {
    test("there are none while nothing has ended", async () => {
      const { store, all } = timed(open);
      await add(store, "coder");
      await start(store, "coder");
      expect(await store.outcomes(all)).toEqual({ ends: [], failures: [] });
    });

    test("each end has its times, whether a list holds the task or only the archive", async () => {
      const { store, all, minutes } = timed(open);
      await endOne(store, complete, minutes);
      await endOne(store, fail, minutes);
      await endOne(store, cancel, minutes);
      await endOne(store, complete, minutes);
      const { ends, failures } = await store.outcomes(all);
      expect(sorted(ends)).toMatchObject([
        { agent_id: "coder", status: "completed", ...times(0) },
        { agent_id: "coder", status: "failed", ...times(3) },
        { agent_id: "coder", status: "cancelled", ...times(6) },
        { agent_id: "coder", status: "completed", ...times(9) },
      ]);
      expect(failures).toEqual([{ task_id: "task-002", at: stamp(5), error: "no" }]);
    });

    test("a task that came back has not ended, and its failure is told all the same", async () => {
      const { store, all, minutes } = timed(open);
      await endOne(store, fail, minutes);
      await retry(store, "coder", "task-001");
      expect(await store.outcomes(all)).toEqual({
        ends: [],
        failures: [{ task_id: "task-001", at: stamp(2), error: "no" }],
      });
      await start(store, "coder");
      minutes(1);
      await complete(store, "coder");
      const { ends, failures } = await store.outcomes(all);
      expect(ends).toMatchObject([{ status: "completed", ended_at: stamp(4) }]);
      expect(failures).toHaveLength(1);
    });

    test("an attempt that failed is told although its task has more of them", async () => {
      const { store, all } = timed(open);
      await add(store, "coder", { terms: { max_attempts: 2 } });
      await start(store, "coder");
      await failWith(store, "first");
      await start(store, "coder");
      await failWith(store, "second");
      const { ends, failures } = await store.outcomes(all);
      expect(ends).toMatchObject([{ status: "failed" }]);
      expect(failures.map(({ error }) => error).toSorted()).toEqual(["first", "second"]);
    });

    test("they are those of the period, both ends of it included", async () => {
      const { store, minutes } = timed(open);
      await endOne(store, fail, minutes);
      await endOne(store, fail, minutes);
      await endOne(store, fail, minutes);
      const [first, second, third] = [moment(2), moment(5), moment(8)];
      const count = async (query: OutcomeQuery) => {
        const { ends, failures } = await store.outcomes(query);
        return [ends.length, failures.length];
      };
      expect(await count({ from: first, to: second })).toEqual([2, 2]);
      expect(await count({ from: first + 1, to: third - 1 })).toEqual([1, 1]);
      expect(await count({ from: third + 1, to: Infinity })).toEqual([0, 0]);
    });

    test("they are chosen by agent and by labels", async () => {
      const { store, all, minutes } = timed(open);
      await endOne(store, fail, minutes);
      await endOne(store, fail, minutes, "other");
      for (const tags of [["a"], ["a", "b"]]) {
        await add(store, "coder", { labels: { tags, group: "g" } });
        await start(store, "coder");
        await fail(store, "coder");
      }
      const ids = async (query: Partial<OutcomeQuery>) => {
        const { ends, failures } = await store.outcomes({ ...all, ...query });
        expect(ends).toHaveLength(failures.length);
        return failures.map(({ task_id }) => task_id).toSorted();
      };
      expect(await ids({ agent: "other" })).toEqual(["task-002"]);
      expect(await ids({ agent: "coder" })).toEqual(["task-001", "task-003", "task-004"]);
      expect(await ids({ tags: ["a"] })).toEqual(["task-003", "task-004"]);
      expect(await ids({ tags: ["a", "b"], group: "g" })).toEqual(["task-004"]);
      expect(await ids({ group: "none" })).toEqual([]);
    });
  });
}

const BEGIN = Date.UTC(2026, 3, 10, 8);

function moment(minute: number): number {
  return BEGIN + minute * 60_000;
}

function stamp(minute: number): string {
  return expect.toSatisfy((text: string) => Date.parse(text) === moment(minute)) as string;
}

/** Those of a task that `endOne` has ended, beginning at this minute. */
function times(minute: number): object {
  return { assigned_at: stamp(minute), started_at: stamp(minute + 1), ended_at: stamp(minute + 2) };
}

function sorted<Item extends { readonly ended_at: string }>(items: readonly Item[]): readonly Item[] {
  return items.toSorted((a, b) => Date.parse(a.ended_at) - Date.parse(b.ended_at));
}

type End = (store: TaskStore, agent: string) => Promise<unknown>;

/** Adds a task, starts it a minute later, and ends it after another; then a minute goes by. */
async function endOne(store: TaskStore, end: End, minutes: (by: number) => void, agent = "coder"): Promise<void> {
  await add(store, agent);
  minutes(1);
  await start(store, agent);
  minutes(1);
  await end(store, agent);
  minutes(1);
}

async function failWith(store: TaskStore, error_message: string): Promise<void> {
  await store.update({ agents: ["coder"], dependencies: true }, (facts) => {
    const { list, event } = failTask(facts.lists.get("coder")!, { error_message }, facts);
    return { lists: [list], events: [event], result: undefined };
  });
}

/** A store that keeps one finished task of each kind in a list, and its clock. */
function timed(open: (options?: StoreOptions) => TaskStore) {
  let minute = 0;
  const store = open({ keepFinished: 1, clock: () => new Date(moment(minute)) });
  const minutes = (by: number) => void (minute += by);
  return { store, minutes, all: { from: 0, to: Infinity } };
}
