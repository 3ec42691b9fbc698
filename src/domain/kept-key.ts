import type { EventDraft } from "./event.ts";
import type { Task } from "./task.ts";

/** A key of an agent's tasks. */
export interface KeyOf {
  readonly agent_id: string;
  readonly key: string;
}

/** The task that has a key for ever. */
export interface KeptKey extends KeyOf {
  readonly task_id: string;
}

/** The key that a task has for ever, if it has one. */
export function keptKeyOf({ id, agent_id, key, key_scope }: Task): KeptKey | undefined {
  return key && key_scope === "ever" ? { agent_id, key, task_id: id } : undefined;
}

/** The keys that events gave to tasks for ever: in the queue where they were made, and in one to which they were moved. */
export function keptKeysOf(events: readonly EventDraft[]): readonly KeptKey[] {
  return events.flatMap(({ action, task }) => {
    const isNew = action === "create" || action === "move";
    return (isNew && task && keptKeyOf(task)) || [];
  });
}

/** What names a key among those of all agents. */
export function keyName({ agent_id, key }: KeyOf): string {
  return JSON.stringify([agent_id, key]);
}

export function isSameKey(a: KeyOf, b: KeyOf): boolean {
  return a.agent_id === b.agent_id && a.key === b.key;
}
