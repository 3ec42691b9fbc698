import type { AgentList } from "../domain/agent-list.ts";
import type { TaskListError } from "../domain/errors.ts";
import type { Outlook } from "../domain/readiness.ts";

/** All queues together, as somebody sees them who looks at the whole: one that cannot be read hides none of the others. */
export interface Queues extends Outlook {
  /** In the order of their ids. What has not changed since the look before is the same object. */
  readonly lists: ReadonlyMap<string, AgentList>;
  /** The queues that cannot be read, and why. */
  readonly unreadable: ReadonlyMap<string, TaskListError>;
}

/** A look at all queues, to be repeated: it reads only what has changed since the one before. */
export type Look = () => Promise<Queues>;
