import { isDeepStrictEqual } from "node:util";
import type { TaskEvent } from "../../../src/domain/event.ts";
import type { Facts, Order } from "./order.ts";
import { carryOut, type Queue } from "./queue-model.ts";

/** One call as its caller saw it. Times are milliseconds of one clock that never goes back. */
export interface Call {
  /** What the journal names as the operator of what it did. */
  readonly id: string;
  readonly agent: string;
  readonly order: Order;
  readonly invokedAt: number;
  /** When its answer was there, or when it was dead. */
  readonly returnedAt: number;
  /** What it told; undefined if it was killed before it could. */
  readonly told: Facts | undefined;
}

/** What the checker reads of a line of the journal. */
export type Told = Pick<TaskEvent, "seq" | "operator" | "agent_id" | "action" | "task_id">;

/** What one call changed, at its place in the order of all changes. */
interface Commit {
  readonly call: Call;
  readonly steps: readonly string[];
  readonly newIds: readonly string[];
}

/**
 * What is wrong with a history: nothing, if every agent's queue is linearizable. That is, as if each call
 * had been carried out whole, at one moment between its invocation and its return, one after the other; a call
 * that was killed may also not have been carried out at all.
 *
 * The journal says in which order changes were made, so that no order has to be searched for: changes are held against
 * the model at their place, everything else against each state that was the present one during the call.
 *
 * Source: M. Herlihy and J. Wing, Linearizability (1990), also for why it may be judged queue by queue.
 */
export function faultsOf(calls: readonly Call[], journal: readonly Told[]): readonly string[] {
  const { commits, faults } = commitsOf(calls, journal);
  const changing = new Set(commits.map(({ call }) => call));
  const agents = new Set(calls.map(({ agent }) => agent));
  return [
    ...faults,
    ...idsGivenTwice(commits),
    ...ordersAgainstTime(commits),
    ...[...agents].flatMap((agent) =>
      queueFaults(
        commits.filter(({ call }) => call.agent === agent),
        calls.filter((call) => call.agent === agent && call.told && !changing.has(call)),
      ),
    ),
  ];
}

/** The journal, call by call. The lines of a call stand together: it is one commit. */
function commitsOf(
  calls: readonly Call[],
  journal: readonly Told[],
): { commits: readonly Commit[]; faults: readonly string[] } {
  const byId = new Map(calls.map((call) => [call.id, call]));
  const groups: Told[][] = [];
  for (const line of journal.toSorted((a, b) => a.seq - b.seq)) {
    const last = groups.at(-1);
    if (last?.[0]?.operator === line.operator) last.push(line);
    else groups.push([line]);
  }
  const faults: string[] = [];
  const seen = new Set<string>();
  const commits = groups.flatMap((lines): Commit[] => {
    const { operator = "" } = lines[0] ?? {};
    const call = byId.get(operator);
    if (!call) faults.push(`the journal has steps of ${operator}, which was never called`);
    if (seen.has(operator)) faults.push(`${operator} was carried out twice, or in pieces`);
    if (call && lines.some(({ agent_id }) => agent_id !== call.agent)) faults.push(`${operator} changed another agent`);
    seen.add(operator);
    const newIds = lines.flatMap(({ action, task_id }) => (action === "create" && task_id !== null ? [task_id] : []));
    return call ? [{ call, steps: lines.map(({ action, task_id }) => `${action} ${task_id}`), newIds }] : [];
  });
  return { commits, faults };
}

function idsGivenTwice(commits: readonly Commit[]): readonly string[] {
  const seen = new Set<string>();
  return commits.flatMap(({ call, newIds }) =>
    newIds.flatMap((id) => {
      const isNew = seen.size < seen.add(id).size;
      return isNew ? [] : [`${call.id} was given ${id}, which was a task's already`];
    }),
  );
}

/** No change stands behind one that was called for only after its own return. */
function ordersAgainstTime(commits: readonly Commit[]): readonly string[] {
  let latest: Call | undefined;
  return commits.flatMap(({ call }) => {
    const before = latest;
    if (!latest || call.invokedAt > latest.invokedAt) latest = call;
    const isLate = before && before.invokedAt > call.returnedAt;
    return isLate ? [`${call.id} returned before ${before.id} was called, and its change came after`] : [];
  });
}

/** A call that changed nothing, and the states that it may have seen: how many changes had been made by then. */
interface Look {
  readonly call: Call;
  readonly first: number;
  readonly last: number;
}

/** Goes through the states of one queue, and holds against each what was told of it. */
function queueFaults(commits: readonly Commit[], looking: readonly Call[]): readonly string[] {
  const faults: string[] = [];
  let open: Look[] = [];
  let queue: Queue = [];
  const arriving = looksOf(commits, looking).values();
  let next = arriving.next().value;
  for (let made = 0; ; made += 1) {
    for (; next && next.first <= made; next = arriving.next().value) open.push(next);
    open = unexplained(open, queue);
    faults.push(...open.filter(({ last }) => last === made).map(({ call }) => `no state explains ${said(call)}`));
    open = open.filter(({ last }) => last > made);
    const commit = commits[made];
    if (!commit) return faults;
    const { call, steps, newIds } = commit;
    const { facts, steps: expected, after } = carryOut(queue, call.order, newIds);
    if (!isDeepStrictEqual(steps, expected)) {
      return [...faults, `${said(call)} made the steps ${String(steps)}, and not ${String(expected)}`];
    }
    if (call.told && !isDeepStrictEqual(call.told, facts)) {
      faults.push(`${said(call)} should have told ${JSON.stringify(facts)}`);
    }
    queue = after;
  }
}

/** In the order of their invocation. */
function looksOf(commits: readonly Commit[], looking: readonly Call[]): readonly Look[] {
  const calls = looking.toSorted((a, b) => a.invokedAt - b.invokedAt);
  // A change was made before the return of each later one, and after the call for each earlier one.
  const madeBy = commits.map(({ call }) => call.returnedAt);
  for (let at = madeBy.length - 2; at >= 0; at -= 1) madeBy[at] = Math.min(madeBy[at]!, madeBy[at + 1]!);
  const madeAfter = commits.map(({ call }) => call.invokedAt);
  for (let at = 1; at < madeAfter.length; at += 1) madeAfter[at] = Math.max(madeAfter[at]!, madeAfter[at - 1]!);
  return calls.map((call) => ({
    call,
    first: countBefore(madeBy, call.invokedAt),
    last: countBefore(madeAfter, call.returnedAt),
  }));
}

/** How many of the rising times are before another. */
function countBefore(times: readonly number[], time: number): number {
  let [low, high] = [0, times.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (times[middle]! < time) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * Those of the looks that this state does not explain. Each is explained by the earliest state that does: one that was
 * called for after another's return may then see the same state or a later one, never an earlier.
 */
function unexplained(looks: readonly Look[], queue: Queue): Look[] {
  const left: Look[] = [];
  for (const look of looks) {
    const { order, told, invokedAt } = look.call;
    const mustWait = left.some(({ call }) => call.returnedAt < invokedAt);
    const { facts, steps } = carryOut(queue, order);
    if (mustWait || steps.length > 0 || !isDeepStrictEqual(told, facts)) left.push(look);
  }
  return left;
}

function said({ id, agent, order, told }: Call): string {
  return `${id}, ${JSON.stringify(order)} of ${agent} which told ${JSON.stringify(told)},`;
}
