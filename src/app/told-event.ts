import type { TaskAction } from "../domain/event.ts";
import type { Note, Task, TaskStatus } from "../domain/task.ts";
import type { Warned } from "./warning.ts";

/** Something that has happened: a line of the journal. */
export interface ToldEvent {
  /** Rises over the whole root. */
  readonly seq: number;
  readonly at: string;
  readonly agent_id: string;
  /** Null if a whole queue was put on hold, or released; then there is no status either. */
  readonly task_id: string | null;
  readonly action: TaskAction;
  readonly old_status: TaskStatus | null;
  readonly new_status: TaskStatus | null;
  readonly operator: string;
  /** The revision of the agent's list that this change made. */
  readonly revision: number;
  /** The whole task: of a creation, and of what brings a task back. */
  readonly task?: Task;
  /** Of other changes: the fields that they set. */
  readonly changes?: Readonly<Record<string, unknown>>;
  readonly note?: Note;
  /** Where the task has gone. */
  readonly moved_to?: { readonly agent_id: string; readonly task_id: string };
  /** What else the journal says. */
  readonly [field: string]: unknown;
}

/** Some of what has happened. */
export interface ToldEvents extends Warned {
  readonly returned: number;
  /** Whether there are more than were asked for. */
  readonly more: boolean;
  /** The newest first. */
  readonly events: readonly ToldEvent[];
  /** With `follow`: what happens from then on. */
  readonly coming?: AsyncIterable<ToldEvent>;
}
