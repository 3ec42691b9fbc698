import type { TaskEvent } from "../../../src/domain/event.ts";
import { isDoomed, mayStart, type Net, type State } from "./net.ts";

/** What a journal tells of a step: as much as it takes to judge of it. */
export type Told = Pick<TaskEvent, "seq" | "agent_id" | "task_id" | "action" | "new_status">;

/**
 * What is wrong with the order in which a net was worked on, judged from the journal alone: at each start what the task
 * waits for has ended as it must, nothing runs twice, or beside another task of its agent, and what was cancelled had to be.
 */
export function orderFaults(net: Net, ids: readonly string[], events: readonly Told[]): readonly string[] {
  const places = new Map(ids.map((id, place) => [id, place]));
  const states = new Map<string, string>();
  const running = new Map<string, string>();
  const stateAt = (place: number) => states.get(ids[place]!) ?? "not there";
  return events.flatMap(({ seq, agent_id: agent, task_id, action, new_status }) => {
    const id = task_id ?? "";
    const knot = net[places.get(id) ?? -1];
    if (!knot) return [`${seq}: nobody knows ${id}`];
    const before = states.get(id) ?? "not there";
    states.set(id, new_status ?? "gone");
    const found: string[] = [];
    if (action === "start") {
      if (before !== "pending") found.push(`${id} is started, and was ${before}`);
      if (running.has(agent)) found.push(`${id} is started beside ${running.get(agent)}`);
      if (!mayStart(knot, stateAt)) found.push(`${id} is started too early`);
      running.set(agent, id);
    } else if (action === "complete" || action === "fail") {
      if (running.get(agent) !== id) found.push(`${id} has ended, and was not running`);
      running.delete(agent);
    } else if (action === "cancel" && (before !== "pending" || !isDoomed(knot, stateAt))) {
      found.push(`${id} is cancelled for no reason`);
    }
    return found.map((what) => `${seq}: ${what}`);
  });
}

/** Tasks that are otherwise than they have to be. */
export function endFaults(
  wanted: readonly State[],
  ids: readonly string[],
  statuses: ReadonlyMap<string, string>,
): readonly string[] {
  return ids.flatMap((id, place) =>
    statuses.get(id) === wanted[place] ? [] : [`${id} is ${statuses.get(id) ?? "gone"}, and not ${wanted[place]}`],
  );
}

/** Attempts that were made twice, or not at all. */
export function attemptFaults(net: Net, ids: readonly string[], events: readonly Told[]): readonly string[] {
  const count = (id: string, wanted: string) =>
    events.filter(({ task_id, action }) => task_id === id && action === wanted).length;
  return net.flatMap(({ failures }, place) => {
    const id = ids[place]!;
    const starts = count(id, "start");
    const ends = count(id, "fail") + count(id, "complete");
    const isRight = starts === ends && (starts === 0 || count(id, "fail") === failures);
    return isRight ? [] : [`${id} was started ${starts} times, and failed ${count(id, "fail")} times, not ${failures}`];
  });
}
