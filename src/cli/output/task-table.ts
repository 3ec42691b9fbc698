import { stampIn } from "../../domain/day-fields.ts";
import { endedAt } from "../../domain/ending.ts";
import { labelsOf } from "../../domain/labels.ts";
import { holdOf, isAhead, readyAt } from "../../domain/readiness.ts";
import type { Task } from "../../domain/task.ts";
import { type Cell, type Column, gridLines } from "./grid.ts";
import type { Paint } from "./palette.ts";
import { rowOf } from "./row.ts";
import { timeText } from "./times.ts";
import type { View } from "./view.ts";

/** A column of a table of tasks: what stands over it, and what a task has in it. */
interface TaskColumn extends Column {
  readonly cellOf: (task: Task) => Cell;
  /** Whether it tells something of these tasks. */
  readonly isWorth?: (tasks: readonly Task[]) => boolean;
}

/** Tasks as lines of a table, its titles first: of all the same columns, and the name last, which takes what is left. */
export function taskLines(tasks: readonly Task[], view: View, fields?: readonly string[]): readonly string[] {
  const columns = fields ? fields.map(fieldColumn) : columnsFor(view).filter(({ isWorth }) => isWorth?.(tasks) ?? true);
  const rows = tasks.map((task) => columns.map(({ cellOf }) => cellOf(task)));
  return gridLines({ columns, rows, width: view.width, palette: view.palette });
}

/** How a task stands, in a word or two. */
export function stateText(task: Task, { words, now }: Pick<View, "words" | "now">): string {
  if (task.status !== "pending") return words.states[task.status];
  if (holdOf(task)) return words.held("");
  return isAhead(readyAt(task), new Date(now).toISOString()) ? words.later : words.states.pending;
}

export function statePaint(task: Task, { palette, now }: Pick<View, "palette" | "now">): Paint {
  const { status } = task;
  if (status !== "pending") return palette.state[status];
  const isWaiting = holdOf(task) !== undefined || isAhead(readyAt(task), new Date(now).toISOString());
  return isWaiting ? palette.state.waiting : palette.state.pending;
}

function columnsFor(view: View): readonly TaskColumn[] {
  const { words, palette } = view;
  const titles = words.columns;
  return [
    { title: titles.id, cellOf: ({ id }) => ({ text: id }) },
    {
      title: titles.status,
      cellOf: (task) => ({ text: stateText(task, view), paint: statePaint(task, view) }),
    },
    { title: titles.priority, align: "right", leaves: 3, cellOf: ({ priority }) => ({ text: String(priority) }) },
    { title: titles.when, leaves: 2, cellOf: (task) => ({ text: whenOf(task, view), paint: palette.faint }) },
    {
      title: titles.agent,
      least: 8,
      leaves: 1,
      cellOf: ({ agent_id }) => ({ text: agent_id }),
      isWorth: (tasks) => tasks.some(({ agent_id }) => agent_id !== tasks[0]?.agent_id),
    },
    {
      title: titles.group,
      least: 8,
      leaves: 4,
      cellOf: (task) => ({ text: labelsOf(task).group ?? "" }),
      isWorth: (tasks) => tasks.some((task) => labelsOf(task).group !== undefined),
    },
    { title: titles.name, least: 20, cellOf: ({ name }) => ({ text: name }) },
  ];
}

/** The time that says most of a task: when it ended, was started, may start, or came. */
function whenOf(task: Task, view: View): string {
  const clock = new Date(view.now).toISOString();
  const waits = readyAt(task);
  const pendingAt = isAhead(waits, clock) ? waits : task.assigned_at;
  const stamp = endedAt(task) ?? (task.status === "running" ? stampIn(task.started_at) : pendingAt);
  return stamp === undefined ? "" : timeText(stamp, view);
}

/** A column of a field that was asked for. */
function fieldColumn(field: string): TaskColumn {
  return { title: field, least: 8, cellOf: (task) => ({ text: rowOf(task, [field])[0] ?? "" }) };
}
