import { isTask } from "../../../domain/list-check.ts";
import type { Task } from "../../../domain/task.ts";

/**
 * The tasks that can still be read in the text of a list that was cut or damaged: every object in it that is whole, and
 * a task. Where an object in another is one too, as in an outbox, it is found once more.
 */
export function salvageTasks(text: string): readonly Task[] {
  const found: Task[] = [];
  const begins: number[] = [];
  let isInText = false;
  for (let position = 0; position < text.length; position += 1) {
    const character = text[position];
    if (isInText) {
      if (character === "\\") position += 1;
      else if (character === '"') isInText = false;
      continue;
    }
    if (character === '"') isInText = true;
    else if (character === "{") begins.push(position);
    else if (character === "}") found.push(...taskIn(text.slice(begins.pop() ?? position, position + 1)));
  }
  return found;
}

function taskIn(text: string): readonly Task[] {
  // Parsing every object again in each that holds it would take for ever: a task has its id among its first fields.
  if (!/^\{\s*"id"/.test(text)) return [];
  try {
    const value: unknown = JSON.parse(text);
    return isTask(value) ? [value] : [];
  } catch {
    return [];
  }
}
