import type { TaskEvent } from "../../src/domain/event.ts";
import type { Note, Task } from "../../src/domain/task.ts";

/** A task keeps so many notes: the newest. */
const NOTES = 50;

/** The tasks as the journal tells of them. What was adopted without its task is left out: only the archive has it. */
export function replay(events: readonly TaskEvent[]): readonly Task[] {
  const tasks = new Map<string, Task>();
  for (const event of inOrder(events)) {
    if (event.task_id === null) continue; // it is about a whole queue
    const key = keyOf(event, tasks);
    const isGone = event.moved_to !== undefined || event.action === "moved" || event.action === "lost";
    if (isGone) {
      tasks.delete(key);
      continue;
    }
    const known = tasks.get(key);
    const isOfArchive = event.action === "adopted" && !event.task && !event.superseded;
    if (isOfArchive && known?.assigned_at === event.assigned_at) tasks.delete(key);
    const before = event.task ?? tasks.get(key);
    if (!before) continue; // what is not told of lists and archive is found by comparing these with what is
    tasks.set(key, noted({ ...before, ...event.changes }, event.note));
  }
  return [...tasks.values()];
}

/** What holds up each queue, as the journal tells of it: null where it was released, nothing where it never was held. */
export function replayHolds(events: readonly TaskEvent[]): ReadonlyMap<string, unknown> {
  const told = inOrder(events).filter(({ list }) => list && "hold" in list);
  return new Map(told.map(({ agent_id, list }) => [agent_id, list?.["hold"]]));
}

/** A task with what was noted down last: the oldest notes make room, and are counted. */
function noted(task: Task, note: Note | undefined): Task {
  if (!note) return task;
  const notes = [...((task.notes ?? []) as readonly Note[]), note];
  const progress = "progress" in note ? { progress: note.progress } : {};
  if (notes.length <= NOTES) return { ...task, ...progress, notes };
  const dropped = Number(task.notes_dropped ?? 0) + notes.length - NOTES;
  return { ...task, ...progress, notes: notes.slice(-NOTES), notes_dropped: dropped };
}

/** Where the original tool gave an agent's id twice, the open task is the one that changes. */
function keyOf({ agent_id, task_id, task, old_status }: TaskEvent, tasks: ReadonlyMap<string, Task>): string {
  if (task) return `${agent_id} ${task_id} ${task.created_at ? "" : task.name}`;
  const candidates = [...tasks].filter(([key]) => key.startsWith(`${agent_id} ${task_id} `));
  return (candidates.find(([, { status }]) => status === old_status) ?? candidates[0])?.[0] ?? "";
}

/** As readers take them: a seq that is not larger than the last one is an event that was read before. */
export function inOrder(events: readonly TaskEvent[]): readonly TaskEvent[] {
  let last = 0;
  return events.filter(({ seq }) => {
    const isNew = seq > last;
    last = Math.max(last, seq);
    return isNew;
  });
}
