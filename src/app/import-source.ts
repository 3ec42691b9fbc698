import { invalid } from "../domain/errors.ts";
import { type CheckedParcel, checkParcel } from "../domain/parcel-check.ts";
import { type ParcelProblem, type RawParcel, isFatal } from "../domain/parcel.ts";
import { parcelIn } from "../domain/parcel-text.ts";
import { isRecord } from "../domain/scan.ts";
import { agentsOf } from "./export-document.ts";
import { type Reader, reader } from "./input.ts";
import type { App } from "./operation.ts";

/** Where tasks come from: what a file says, or a folder that is a task root. */
export type ImportSource = { readonly text: string } | { readonly folder: string };

/** The front end has read it: a program's own input can be had only once. */
export const importSource: Reader<ImportSource> = reader({ type: "string", minLength: 1 }, (value, parameter) => {
  if (isRecord(value)) {
    const { text, folder } = value;
    if (typeof text === "string") return { text };
    if (typeof folder === "string") return { folder };
  }
  throw invalid("not_text", { parameter });
});

/** What a file or a folder brings, and what is wrong with it. Only what is of the agent counts, if one is named. */
export async function openParcel(app: App, source: ImportSource, agent: string | undefined): Promise<CheckedParcel> {
  const raw = "text" in source ? parcelIn(source.text) : await parcelOfRoot(app, source.folder);
  return checkParcel(raw, { nowMs: Date.now(), agent });
}

async function parcelOfRoot(app: App, folder: string): Promise<RawParcel> {
  const { onProgress } = app;
  const snapshot = await app.look(folder).snapshot(onProgress ? { onProgress } : {});
  const agents = agentsOf(snapshot);
  if (agents.length === 0) throw invalid("import_unknown", { parameter: "file", given: "folder" });
  return {
    kind: "root",
    heads: agents.flatMap(({ head }) => head ?? []),
    items: agents.flatMap(({ tasks }) => tasks).map((value, position) => ({ item: position + 1, value })),
    events: snapshot.events,
    keys: snapshot.keys,
    lastId: snapshot.lastId,
    purged: snapshot.purged,
  };
}

/** @throws INVALID_PARAMS if something is wrong that cannot be passed over */
export function refuseFaulty(problems: readonly ParcelProblem[]): void {
  const fatal = problems.filter(isFatal);
  const [first] = fatal;
  if (first) throw invalid("not_importable", { parameter: "file", given: inShort(first), count: fatal.length });
}

/** A problem in the words of the file itself: `item 3, task-007: priority (field_wrong)`. */
function inShort({ problem, item, task_id, field, detail }: ParcelProblem): string {
  const place = [item === undefined ? undefined : `item ${item}`, task_id].filter((part) => part !== undefined);
  const what = [field, detail].filter((part) => part !== undefined).join(" ");
  return `${place.length === 0 ? "" : `${place.join(", ")}: `}${what === "" ? problem : `${what} (${problem})`}`;
}
