import { foldCase } from "../../../domain/agent-id.ts";
import { isTask } from "../../../domain/list-check.ts";
import type { Task } from "../../../domain/task.ts";

/** An object of the text that has not ended yet. */
interface Beginning {
  readonly position: number;
  /** How deeply objects are nested in it. */
  height: number;
}

/** A task holds attempts, and eight levels of metadata. What is nested more deeply is none. */
const MOST_LEVELS = 10;

/**
 * The tasks of an agent that can still be read in the text of a list that was cut or damaged: every object that is whole,
 * a task, and stands where a list has its tasks. An outbox may hold one of them as it was before.
 */
export function salvageTasks(text: string, agentId: string): readonly Task[] {
  return objectsIn(text).flatMap((object) => {
    const task = taskIn(object);
    return task && foldCase(task.agent_id) === foldCase(agentId) ? [task] : [];
  });
}

/** The objects that are items of a list, or the value of a key under which a list has a task; none within another of them. */
function objectsIn(text: string): readonly string[] {
  const found: { readonly begin: number; readonly end: number }[] = [];
  const open: Beginning[] = [];
  for (let position = 0; position < text.length; position += 1) {
    const character = text[position];
    if (character === '"') position = endOfText(text, position);
    else if (character === "{") open.push({ position, height: 1 });
    else if (character === "}") {
      const { position: begin, height } = open.pop() ?? { position, height: 0 };
      const outer = open.at(-1);
      if (outer) outer.height = Math.max(outer.height, height + 1);
      if (height > MOST_LEVELS || !isInPlace(text, begin) || !isLikeTask(text.slice(begin, position + 1))) continue;
      while ((found.at(-1)?.begin ?? -1) > begin) found.pop(); // its own attempts and metadata
      found.push({ begin, end: position + 1 });
    }
  }
  return found.map(({ begin, end }) => text.slice(begin, end));
}

/** Where a text in quotes ends. */
function endOfText(text: string, begin: number): number {
  for (let position = begin + 1; position < text.length; position += 1) {
    if (text[position] === "\\") position += 1;
    else if (text[position] === '"') return position;
  }
  return text.length;
}

function isInPlace(text: string, begin: number): boolean {
  return /(?:[[,]|"(?:current_task|task)"\s*:)\s*$/.test(text.slice(Math.max(0, begin - 200), begin));
}

function isLikeTask(object: string): boolean {
  return object.includes('"id"') && object.includes('"assigned_at"') && taskIn(object) !== undefined;
}

function taskIn(object: string): Task | undefined {
  try {
    const value: unknown = JSON.parse(object);
    return isTask(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
