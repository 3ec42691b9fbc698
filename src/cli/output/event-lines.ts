import type { Output } from "../../app/settings.ts";
import { visible } from "../../app/messages/visible.ts";
import { type BriefEvent, briefOf } from "../../domain/brief-event.ts";
import type { TaskEvent } from "../../domain/event.ts";
import type { Flag, GivenFlags, LineManner } from "../command.ts";
import { jsonLine } from "../../app/json-line.ts";

/** Events as they stand in the journal. */
export const FULL: Flag = { parameter: "full" };

/** An event as JSON: in short, unless the whole of it is asked for. */
export function eventJson(event: TaskEvent, flags: GivenFlags): object {
  return flags["full"] ? event : briefOf(event);
}

/** The cells of an event in `plain`. */
export function eventRow(event: TaskEvent): readonly string[] {
  const { seq, at, agent_id, task_id, action, old_status, new_status, operator, name, message } = briefOf(event);
  const cells = [String(seq), at, agent_id, task_id, action, old_status, new_status, operator, name, message];
  return cells.map((cell) => cell ?? "");
}

/** What a person reads of an event. */
function eventCells(event: TaskEvent): readonly string[] {
  const brief = briefOf(event);
  const { seq, at, agent_id, task_id, action, new_status } = brief;
  const time = at.slice(0, "2026-04-10T10:00:00".length).replace("T", " ");
  return [String(seq), time, agent_id, task_id ?? "-", action, new_status ?? "-", detailOf(brief)];
}

/** The lines of events that come, each when it comes. */
export async function* eventLines(
  events: AsyncIterable<TaskEvent>,
  { output, columns }: Pick<LineManner, "output" | "columns">,
  flags: GivenFlags,
): AsyncGenerator<string, undefined> {
  for await (const event of events) yield LINES[output](event, { flags, columns });
  return undefined;
}

interface LineStyle {
  readonly flags: GivenFlags;
  readonly columns: number | undefined;
}

const LINES: Readonly<Record<Output, (event: TaskEvent, style: LineStyle) => string | Promise<string>>> = {
  json: (event, { flags }) => jsonLine(eventJson(event, flags)),
  jsonl: (event, { flags }) => jsonLine(eventJson(event, flags)),
  plain: (event) => `${eventRow(event).map(visible).join("\t")}\n`,
  table: async (event, { columns = Infinity }) => {
    const { cutTo, shown } = await import("./width.ts");
    return `${cutTo(shown(eventCells(event).join("  ").trimEnd()), columns)}\n`;
  },
};

/** What is worth knowing of an event besides its state. */
export function detailOf({ name, message, moved_to }: BriefEvent): string {
  const target = moved_to && `-> ${moved_to.agent_id} ${moved_to.task_id}`;
  return [name, message, target].filter((part) => part !== undefined).join(": ");
}
