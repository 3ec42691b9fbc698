import { type Labels, labelsOf } from "./labels.ts";
import { cutText } from "./cut-text.ts";
import type { TaskAction, TaskEvent } from "./event.ts";
import { isRecord } from "./scan.ts";

/** What is worth reading of an event. */
export interface BriefEvent
  extends
    Labels,
    Pick<TaskEvent, "seq" | "at" | "agent_id" | "task_id" | "action" | "old_status" | "new_status" | "operator"> {
  /** The task's name, where the event tells it. */
  readonly name?: string;
  /** What somebody said: a note, a result, an error, a reason. At most 200 characters of it. */
  readonly message?: string;
  /** Where the task has gone. */
  readonly moved_to?: { readonly agent_id: string; readonly task_id: string };
}

/** Says the same in short. */
export function briefOf(event: TaskEvent): BriefEvent {
  const { seq, at, agent_id, task_id, action, old_status, new_status, operator, moved_to } = event;
  const name = event.task?.name ?? event.changes?.["name"];
  const message = messageOf(event);
  return {
    seq,
    at,
    agent_id,
    task_id,
    action,
    old_status,
    new_status,
    operator,
    ...(typeof name === "string" && { name }),
    ...(typeof message === "string" && { message: cutText(message, MESSAGE_LENGTH) }),
    ...labelsOf(event),
    ...(moved_to && { moved_to }),
  };
}

/** Where the words stand that go with an action, in the fields that its event sets. */
const SAID: Readonly<Partial<Record<TaskAction, string>>> = {
  complete: "result",
  fail: "error_message",
  cancel: "cancel_reason",
};

function messageOf({ action, note, changes, task, list }: TaskEvent): unknown {
  if (note) return note.message;
  const fields: Readonly<Record<string, unknown>> = changes ?? task ?? list ?? {};
  if (action === "hold") return isRecord(fields["hold"]) ? fields["hold"]["reason"] : undefined;
  // A task that waits for its next attempt has what went wrong with the last.
  if (action === "fail" && task?.attempts) return task.attempts.at(-1)?.error_message;
  const said = SAID[action];
  return said === undefined ? undefined : fields[said];
}

const MESSAGE_LENGTH = 200;
