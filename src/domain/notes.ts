import { countIn } from "./day-fields.ts";
import { isNote } from "./list-check.ts";
import { LIMITS } from "./limits.ts";
import type { Note, Task } from "./task.ts";

/**
 * The notes of a task's running attempt, or of its last. Another program may have a field of that name: a text in it is
 * kept as a note.
 */
export function notesOf({ notes, assigned_at }: Task): readonly Note[] {
  if (typeof notes === "string" && notes !== "") return [{ at: assigned_at, message: notes }];
  return Array.isArray(notes) && notes.every(isNote) ? notes : [];
}

/** A task with one note more: of very many the oldest are dropped, and the journal keeps them. */
export function withNote(task: Task, note: Note | undefined): Task {
  if (!note) return task;
  const all = [...notesOf(task), note];
  const dropped = Math.max(0, all.length - LIMITS.notes);
  return {
    ...task,
    ...(note.progress !== undefined && { progress: note.progress }),
    notes: all.slice(dropped),
    ...(dropped > 0 && { notes_dropped: (countIn(task.notes_dropped) ?? 0) + dropped }),
  };
}
