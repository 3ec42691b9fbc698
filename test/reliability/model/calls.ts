import * as fc from "fast-check";
import type { Death } from "./dying-process.ts";
import { type Command, type Model, type NewItem, STEPS, type StepName, tasksOf } from "./queue-model.ts";

export const AGENTS = ["ann", "bob"] as const;

/** A generated step: a command whose task is still open, or a move of the clock. */
export type Call =
  | { readonly do: "create"; readonly agent: string; readonly items: readonly NewItem[] }
  | { readonly do: StepName; readonly agent: string; readonly pick: number | undefined; readonly priority: number }
  | { readonly do: "wait"; readonly minutes: number };

/** A call whose process may die in it. */
export type MortalCall = Call & { readonly death?: Death | undefined };

const DAY = 24 * 60;
const agent = fc.constantFrom(...AGENTS);
const priority = fc.constantFrom(5, 5, 5, 1, 9);
const item = fc
  .record({
    priority,
    key: fc.option(fc.constantFrom("k1", "k2"), { nil: undefined, freq: 2 }),
    isForEver: fc.boolean(),
    isLeased: fc.boolean(),
    tries: fc.constantFrom(undefined, 2),
  })
  .map((each) => ({ ...each, isForEver: each.isForEver && each.key !== undefined }));

const items = fc.oneof(
  { weight: 9, arbitrary: fc.array(item, { minLength: 1, maxLength: 3 }) },
  { weight: 1, arbitrary: fc.constant([]) },
);
const create = fc.record({ do: fc.constant("create" as const), agent, items });
const step = fc.record({
  do: fc.constantFrom<StepName>(
    ...(["start", "start", "start", "start", "complete", "fail", "fail", "cancel", "retry", "retry"] as const),
    ...(["restore", "move", "move", "edit", "hold", "release", "release", "note"] as const),
  ),
  agent,
  pick: fc.option(fc.nat(60), { nil: undefined }),
  priority,
});
/** The clock goes on, back, and over the end of a month; between most commands it stands still. */
const wait = fc.record({
  do: fc.constant("wait" as const),
  minutes: fc.constantFrom(1, 90, -1, -90, 40 * DAY, -40 * DAY),
});

const anyCall: fc.Arbitrary<Call> = fc.oneof(
  { weight: 3, arbitrary: create },
  { weight: 9, arbitrary: step },
  { weight: 1, arbitrary: wait },
);

/** So many calls at most, the last ones as likely as the first: the library would rather have few. */
export function callsUpTo(maxLength: number): fc.Arbitrary<readonly Call[]> {
  return fc.noBias(fc.array(anyCall, { minLength: 1, maxLength, size: "max" }));
}

/** The like, and in half of the calls a death: a create makes some 20 calls that change the disk, an end some 30. */
export function mortalCallsUpTo(maxLength: number): fc.Arbitrary<readonly MortalCall[]> {
  const death = fc.record({ at: fc.integer({ min: 1, max: 30 }), isTorn: fc.boolean() });
  const call = fc
    .tuple(anyCall, fc.option(death, { nil: undefined, freq: 2 }))
    .map(([each, its]) => ({ ...each, death: its }));
  const filled = AGENTS.map((name) => ({
    do: "create" as const,
    agent: name,
    items: [{ priority: 5 }, { priority: 5 }],
  }));
  return fc.noBias(fc.array(call, { minLength: 1, maxLength, size: "max" })).map((calls) => [...filled, ...calls]);
}

/** A call's command: half of the picked tasks are those that it fits, half are any, or unknown. */
export function commandOf(model: Model, call: Exclude<Call, { do: "wait" }>): Command {
  if (call.do === "create") return call;
  const { agent: own, pick, priority: wanted } = call;
  const order = { do: call.do, agent: own, to: AGENTS.find((name) => name !== own)!, priority: wanted };
  if (pick === undefined && !MUST_NAME.has(call.do)) return { ...order, id: undefined };
  const from: readonly string[] = STEPS[call.do];
  const fitting = tasksOf(model, own)
    .filter(({ status }) => from.includes(status))
    .map(({ id }) => id);
  const all = [...model.tasks.map(({ id }) => id), "task-999"];
  const [number, isAny] = [pick ?? 0, (pick ?? 0) % 2 === 1];
  const ids = isAny || fitting.length === 0 ? all : fitting;
  return { ...order, id: ids[(number >> 1) % ids.length] };
}

const MUST_NAME: ReadonlySet<StepName> = new Set(["cancel", "retry", "restore", "move", "edit"]);
