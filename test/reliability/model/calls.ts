import * as fc from "fast-check";
import type { Death } from "./dying-process.ts";
import type { After } from "./links.ts";
import { type Command, type Model, type NewItem, STEPS, type StepName, tasksOf } from "./queue-model.ts";

export const AGENTS = ["ann", "bob", "cid"] as const;

/** A generated step: a command whose task is still open, or a move of the clock. */
export type Call =
  | { readonly do: "create"; readonly agent: string; readonly items: readonly CallItem[] }
  | StepCall
  | { readonly do: "wait"; readonly minutes: number };

interface StepCall {
  readonly do: StepName;
  readonly agent: string;
  readonly pick: number | undefined;
  /** For a move. */
  readonly to: number;
  /** For an edit. */
  readonly priority: number;
  readonly links: Links | null | undefined;
}

/** A new task that may wait for some of those that are there by then, and be a part of one. */
interface CallItem extends Omit<NewItem, "after" | "whole"> {
  readonly links?: Links | undefined;
  readonly partOf?: number | undefined;
}

interface Links extends Omit<After, "ids"> {
  readonly picks: readonly number[];
}

/** A call whose process may die in it. */
export type MortalCall = Call & { readonly death?: Death | undefined };

const DAY = 24 * 60;
const agent = fc.constantFrom(...AGENTS);
const priority = fc.constantFrom(5, 5, 5, 1, 9);
const links: fc.Arbitrary<Links> = fc.record({
  picks: fc.array(fc.oneof(fc.nat(7), fc.nat(60)), { minLength: 1, maxLength: 3 }),
  mode: fc.constantFrom("all", "any"),
  policy: fc.constantFrom("wait", "cancel", "run"),
});
const linkedItem: fc.Arbitrary<CallItem> = fc.record({
  priority,
  links: fc.option(links, { nil: undefined, freq: 4 }),
  partOf: fc.option(fc.nat(60), { nil: undefined, freq: 1 }),
  isLeased: fc.boolean(),
  lapses: fc.constantFrom(undefined, 1),
  tries: fc.constantFrom(undefined, undefined, 2),
  delay: fc.constantFrom(undefined, undefined, undefined, 60),
});
const keyedItem: fc.Arbitrary<CallItem> = fc
  .record({
    priority,
    key: fc.option(fc.constantFrom("k1", "k2"), { nil: undefined, freq: 2 }),
    isForEver: fc.boolean(),
    isLeased: fc.boolean(),
    tries: fc.constantFrom(undefined, 2),
  })
  .map((each) => ({ ...each, isForEver: each.isForEver && each.key !== undefined }));

const item = fc.oneof({ weight: 3, arbitrary: linkedItem }, { weight: 2, arbitrary: keyedItem });
const items = fc.oneof(
  { weight: 9, arbitrary: fc.array(item, { minLength: 1, maxLength: 3 }) },
  { weight: 1, arbitrary: fc.constant([]) },
);
const create = fc.record({ do: fc.constant("create" as const), agent, items });
const stepFields = {
  agent,
  pick: fc.option(fc.nat(60), { nil: undefined }),
  to: fc.nat(AGENTS.length - 2),
  priority,
};
const step = fc.record({
  ...stepFields,
  do: fc.constantFrom<StepName>(
    ...(["start", "start", "start", "start", "complete", "fail", "fail", "cancel", "retry", "retry"] as const),
    ...(["restore", "move", "move", "edit", "hold", "release", "release", "note"] as const),
  ),
  links: fc.option(fc.option(links, { nil: null, freq: 4 }), { nil: undefined, freq: 3 }),
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

/** Calls in which much hangs together: nearly all tasks wait for others, which fail, come back, and wait for others by then. */
export const knottedCall: fc.Arbitrary<Call> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: fc.constant("create" as const), agent, items: knottedItems() }) },
  { weight: 9, arbitrary: knottedStep() },
  { weight: 2, arbitrary: knottedWait() },
);

function knottedItems(): fc.Arbitrary<readonly CallItem[]> {
  const free = fc.record({ priority, isLeased: fc.boolean(), lapses: fc.constant(1) });
  const linked = fc.record({ priority: fc.constant(5), links, isLeased: fc.boolean(), lapses: fc.constant(1) });
  const keyed = fc.record({
    priority: fc.constant(5),
    key: fc.constant("k1"),
    links: fc.option(links, { nil: undefined }),
  });
  const each = fc.oneof(
    { weight: 2, arbitrary: free },
    { weight: 5, arbitrary: linked },
    { weight: 1, arbitrary: keyed },
  );
  return fc.array(each, { minLength: 1, maxLength: 1 });
}

function knottedStep(): fc.Arbitrary<Call> {
  const steps = [
    "start",
    "start",
    "start",
    "complete",
    "fail",
    "cancel",
    "retry",
    "restore",
    "restore",
    "edit",
  ] as const;
  return fc.record({
    ...stepFields,
    do: fc.constantFrom<StepName>(...steps),
    priority: fc.constant(5),
    links: fc.option(links, { nil: null, freq: 4 }),
  });
}

function knottedWait(): fc.Arbitrary<Call> {
  return fc.record({ do: fc.constant("wait" as const), minutes: fc.constantFrom(1, 11, 11, 40 * DAY, -40 * DAY) });
}

/** So many calls at most, the last ones as likely as the first: the library would rather have few. */
export function callsUpTo(maxLength: number, call = anyCall): fc.Arbitrary<readonly Call[]> {
  return fc.noBias(fc.array(call, { minLength: 1, maxLength, size: "max" }));
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
  if (call.do === "create") return { ...call, items: call.items.map((each) => newItem(model, each)) };
  const { agent: own, pick, priority: wanted } = call;
  const to = AGENTS.filter((name) => name !== own)[call.to]!;
  const after = call.links && afterIn(model, call.links);
  const order = { do: call.do, agent: own, to, priority: wanted, after };
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

function newItem(model: Model, { links: wanted, partOf, ...each }: CallItem): NewItem {
  const after = wanted && afterIn(model, wanted);
  const whole = partOf === undefined ? undefined : namedIn(model, partOf);
  return { ...each, ...(after && { after }), ...(whole !== undefined && { whole }) };
}

/** Nothing, as long as there are no tasks to wait for. */
function afterIn(model: Model, { picks, mode, policy }: Links): After | undefined {
  const ids = picks.flatMap((pick) => namedIn(model, pick) ?? []);
  return ids.length === 0 ? undefined : { ids: [...new Set(ids)], mode, policy };
}

/** Half of the picked tasks are open, half are any, and one in sixty is unknown. */
function namedIn({ tasks }: Model, pick: number): string | undefined {
  if (pick === 60) return "task-999";
  const open = tasks.filter(({ status }) => status === "pending" || status === "running");
  const among = pick % 2 === 0 && open.length > 0 ? open : tasks;
  return among[(pick >> 1) % among.length]?.id;
}

const MUST_NAME: ReadonlySet<StepName> = new Set(["cancel", "retry", "restore", "move", "edit"]);
