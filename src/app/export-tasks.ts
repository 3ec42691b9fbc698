import { endedAt } from "../domain/ending.ts";
import type { Task } from "../domain/task.ts";
import { momentOf } from "../domain/timestamp.ts";
import type { When } from "../domain/terms.ts";
import type { Snapshot } from "../store/store.ts";
import { type AgentExport, agentsOf, exportDocument } from "./export-document.ts";
import { optional, withDefault } from "./input.ts";
import { jsonLine } from "./json-line.ts";
import { type App, defineOperation } from "./operation.ts";
import { agentName, choice, filePath, whenFrom, yesNo } from "./readers.ts";
import { missingWarning, type Warned } from "./warning.ts";

export const EXPORT_FORMATS = ["json", "jsonl", "csv", "md"] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

export interface ExportResult extends Warned {
  readonly format: ExportFormat;
  readonly agents: number;
  readonly tasks: number;
  readonly events: number;
  /** The file that was written, and its size; without one the export itself is what is printed. */
  readonly file?: string;
  readonly bytes?: number;
  readonly text?: string;
  /** Others were writing all the time: what was exported may be some moments apart. */
  readonly busy?: true;
}

const input = {
  agent: optional(agentName),
  since: optional(whenFrom),
  format: withDefault(choice(EXPORT_FORMATS), "json"),
  file: optional(filePath),
  force: withDefault(yesNo, false),
};

/** Writes down all that there is, or all of an agent, or what has happened to tasks since. */
export const exportTasks = defineOperation({
  name: "export",
  isChange: false,
  input,
  async run(app, { agent: name, since, format, file, force }): Promise<ExportResult> {
    const { clock } = await app.store.read({});
    const agent = name === undefined ? undefined : await app.store.agentId(name);
    const snapshot = await snapshotOf(app, agent);
    const from = since === undefined ? undefined : beginOf(since, clock);
    const agents = agentsOf(snapshot).map((each) => ({ ...each, tasks: each.tasks.filter(hasChanged(from)) }));
    const isWhole = agent === undefined && from === undefined;
    const events = isWhole && format === "json" ? snapshot.events : undefined;
    const pieces = await piecesOf(format, agents, { ...snapshot, events, exportedAt: clock });
    const text = [...pieces].join("");
    const result: ExportResult = {
      format,
      agents: agents.length,
      tasks: agents.reduce((sum, { tasks }) => sum + tasks.length, 0),
      events: events?.length ?? 0,
      ...(snapshot.isBusy && { busy: true }),
      ...missingWarning(snapshot),
    };
    if (file === undefined) return { ...result, text };
    const { writeExport } = await import("./write-export.ts");
    return { ...result, file, bytes: await writeExport(file, text, { mayReplace: force }) };
  },
});

function snapshotOf({ store, onProgress }: App, agent: string | undefined): Promise<Snapshot> {
  return store.snapshot({ ...(agent !== undefined && { agent }), ...(onProgress && { onProgress }) });
}

function beginOf(since: When, now: string): number {
  return "atMs" in since ? since.atMs : momentOf(now) - since.afterMs;
}

/** Whether something has happened to a task since, by its own times. */
function hasChanged(from: number | undefined): (task: Task) => boolean {
  if (from === undefined) return () => true;
  return (task) => [task.assigned_at, task.started_at, endedAt(task)].some((stamp) => stamp && momentOf(stamp) >= from);
}

async function piecesOf(
  format: ExportFormat,
  agents: readonly AgentExport[],
  rest: Parameters<typeof exportDocument>[1],
): Promise<Iterable<string>> {
  if (format === "json") return exportDocument(agents, rest);
  if (format === "jsonl") return agents.flatMap(({ tasks }) => tasks.map(jsonLine));
  const { csvOf, markdownOf } = await import("./export-tables.ts");
  return format === "csv" ? csvOf(agents) : markdownOf(agents);
}
