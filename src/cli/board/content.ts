import type { Board } from "../../domain/board.ts";
import { LANE_COLUMNS, type Lane, type LaneColumn } from "../../domain/lane.ts";
import type { Stuck } from "../../domain/stuck.ts";
import type { Task } from "../../domain/task.ts";
import { gridLines } from "../output/grid.ts";
import { cutName } from "../output/task-name.ts";
import { cutTo, shown } from "../output/width.ts";
import { laneLines } from "./lane-lines.ts";
import type { ScreenState } from "./screen-state.ts";
import type { ScreenView } from "./screen-view.ts";
import { stuckLines } from "./stuck-lines.ts";

/** A line between the head of the screen and its foot. */
export interface ContentLine {
  readonly text: string;
  /** What it is about: such a line can be chosen. */
  readonly about?: About;
}

/** An agent, or one of its tasks. */
export interface About {
  /** It names the line as long as it is there. */
  readonly id: string;
  readonly agent_id: string;
  readonly task?: Task;
}

/** So many tasks of a state are shown below an agent that is unfolded. */
const MOST_TASKS = 20;
const INDENT = "    ";

/** Work first: in this order the tasks of an agent are shown. */
const TASK_ORDER: readonly LaneColumn[] = ["running", "ready", "waiting", "failed", "done_today"];

/** The lines of a board, all of them: what needs a person, then the agents, some with their tasks below. */
export function contentOf(
  board: Board,
  { filter, unfolded }: Pick<ScreenState, "filter" | "unfolded">,
  view: ScreenView,
): readonly ContentLine[] {
  const has = holding(filter);
  const stuck = board.stuck.filter(({ agent_id, task }) => has(agent_id) || (task && hasTask(task, has)));
  const found = board.lanes.flatMap((lane) => foundIn(lane, { has, isUnfolded: unfolded.has(lane.agent_id) }));
  if (filter !== "" && stuck.length + found.length === 0)
    return [{ text: cutTo(view.screen.nothingFound, view.width) }];
  const lines = laneLines(
    found.map(({ lane }) => lane),
    view,
  );
  const lanes = found.flatMap(({ lane, tasks }, n) => [
    { text: lines[n + 1] ?? "", about: { id: `agent ${lane.agent_id}`, agent_id: lane.agent_id } },
    ...(tasks ? taskLines(lane, tasks, view) : []),
  ]);
  const above = filter !== "" && stuck.length === 0 ? [] : [...stuckContent(stuck, view), { text: "" }];
  return [...above, ...(found.length > 0 ? [{ text: lines[0] ?? "" }] : []), ...lanes];
}

function stuckContent(stuck: readonly Stuck[], view: ScreenView): readonly ContentLine[] {
  const { board, palette, width } = view;
  if (stuck.length === 0) return [{ text: palette.state.completed(cutTo(board.nothingStuck, width)) }];
  const [titles = "", ...lines] = stuckLines(stuck, stuck.length, view);
  return [{ text: titles }, ...stuck.map((each, n) => ({ text: lines[n] ?? "", about: aboutOf(each) }))];
}

function aboutOf({ kind, agent_id, task }: Stuck): About {
  return { id: `${kind} ${agent_id}`, agent_id, ...(task && { task }) };
}

type Tasks = Lane["tasks"];

interface Found {
  readonly lane: Lane;
  /** Those that are shown below it. */
  readonly tasks: Tasks | undefined;
}

/** A lane, if its agent is looked for, or some of its tasks are: then these are shown. */
function foundIn(
  lane: Lane,
  { has, isUnfolded }: { readonly has: (text: string) => boolean; readonly isUnfolded: boolean },
): readonly Found[] {
  if (has(lane.agent_id) || has(lane.agent_name)) return [{ lane, tasks: isUnfolded ? lane.tasks : undefined }];
  const only = (column: LaneColumn) => lane.tasks[column].filter((task) => hasTask(task, has));
  const tasks: Tasks = {
    waiting: only("waiting"),
    ready: only("ready"),
    running: only("running"),
    failed: only("failed"),
    done_today: only("done_today"),
  };
  return LANE_COLUMNS.some((column) => tasks[column].length > 0) ? [{ lane, tasks }] : [];
}

function hasTask({ id, name }: Task, has: (text: string) => boolean): boolean {
  return has(name) || has(id);
}

function holding(filter: string): (text: string) => boolean {
  const wanted = filter.toLowerCase();
  return (text) => text.toLowerCase().includes(wanted);
}

function taskLines({ agent_id }: Lane, tasks: Tasks, view: ScreenView): readonly ContentLine[] {
  const { palette, screen, width } = view;
  const all = TASK_ORDER.flatMap((column) => tasks[column].slice(0, MOST_TASKS).map((task) => ({ column, task })));
  const paintOf = (column: LaneColumn) => palette.state[column === "done_today" ? "completed" : column];
  const [, ...lines] = gridLines({
    columns: [{ title: "" }, { title: "" }, { title: "", align: "right" }, { title: "", least: 8 }],
    rows: all.map(({ column, task }) => [
      { text: screen.states[column], paint: paintOf(column) },
      { text: task.id },
      { text: `P${task.priority}`, paint: palette.faint },
      { text: cutName(task.name) },
    ]),
    width: Math.max(1, width - INDENT.length),
    palette,
  });
  const left = TASK_ORDER.reduce((sum, column) => sum + Math.max(0, tasks[column].length - MOST_TASKS), 0);
  const more = left > 0 ? [{ text: cutTo(INDENT + screen.moreTasks(left, shown(agent_id)), width) }] : [];
  return [
    ...all.map(({ column, task }, n) => ({
      text: cutLine(`${INDENT}${lines[n] ?? ""}`, width),
      about: { id: `${column} ${agent_id} ${task.id}`, agent_id, task },
    })),
    ...more,
  ];
}

/** A terminal of a few columns has no room for an indent. */
function cutLine(line: string, width: number): string {
  return width > INDENT.length ? line : line.trimStart();
}
