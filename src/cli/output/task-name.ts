import type { PageWords } from "../../app/messages/page-words.ts";
import { quoted } from "../../app/messages/quoted.ts";
import { cutText } from "../../domain/cut-text.ts";
import type { Task } from "../../domain/task.ts";

/** How much of a task's name a page shows: more would fill an agent's context. */
const NAME_LENGTH = 80;

/** A task by its id, name and priority. */
export function nameOf({ named }: PageWords, { id, name, priority }: Task): string {
  return named(id, shortName(name), priority);
}

/** A name in quotes, cut if it is long. */
export function shortName(name: string): string {
  return quoted(cutName(name));
}

/** A name as it is, cut if it is long. */
export function cutName(name: string): string {
  return cutText(name, NAME_LENGTH);
}
