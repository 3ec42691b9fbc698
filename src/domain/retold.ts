import type { AgentList } from "./agent-list.ts";
import { newList } from "./new-list.ts";
import type { Task } from "./task.ts";

/** An end of a task that nothing has taken back. */
export interface ToldEnd {
  readonly ended_at: string;
  /** The smallest revision of the list that told of it. */
  readonly revision: number;
  /** What counts of the task. */
  readonly facts: Task;
  /** Only the archive has the task, and no list ever counted it. */
  readonly isArchivedOnly: boolean;
  /** The whole task; undefined if it was not asked for, or if the journal says that the archive has it. */
  readonly task: Task | undefined;
}

/** What is counted of an agent's ends, and told no more: a purge took it away. */
export interface Purged {
  /** How many of those that a list has counted. */
  readonly count: number;
  /** Those of them, by `endOf`, of which the journal tells again although they are gone. */
  readonly ends: ReadonlySet<string>;
}

export const NOTHING_PURGED: Purged = { count: 0, ends: new Set() };

/** What the journal tells of one agent. */
export interface Retold {
  /** The list as its last event left it. What it owes to others is not known: its outbox is empty. */
  readonly list: AgentList;
  /** Whether it ever had a list: of some agents only the archive has tasks. */
  readonly isQueue: boolean;
  /** Its ends, by `endOf`. */
  readonly ends: ReadonlyMap<string, ToldEnd>;
  /** The ends of attempts before a retry whose copies the original tool left in the archive, by `endOf`. */
  readonly superseded: ReadonlySet<string>;
  readonly purged: Purged;
}

/** What events told that are not there any more. */
export interface ToldBefore {
  readonly told: ReadonlyMap<string, Retold>;
  /** What was purged of each agent, be it told of before or not. */
  readonly purged: ReadonlyMap<string, Purged>;
}

export const NOTHING_BEFORE: ToldBefore = { told: new Map(), purged: new Map() };

/** What is known of an agent of which nothing is told. */
export function nothingTold(agentId: string, now: string): Retold {
  return {
    list: newList(agentId, now),
    isQueue: false,
    ends: new Map(),
    superseded: new Set(),
    purged: NOTHING_PURGED,
  };
}
