import { invalid } from "./errors.ts";
import { EXPORT_FORMAT, EXPORT_VERSION, type RawItem, type RawParcel } from "./parcel.ts";

type Fields = Readonly<Record<string, unknown>>;

const PARAMETER = "file";

/**
 * What a text holds, found by looking at it: an export, a list, a task, an array of tasks, or one a line.
 *
 * @throws INVALID_PARAMS if it is none of these
 */
export function parcelIn(text: string): RawParcel {
  const json = text.replace(/^\ufeff/, ""); // some editors put a mark before the text
  if (json.trim() === "") throw invalid("empty", { parameter: PARAMETER });
  const whole = parse(json);
  if ("value" in whole) return parcelOf(whole.value);
  const lines = json.split("\n");
  const first = lines.find((line) => line.trim() !== "") ?? "";
  if (/^"?(agent_id|id)"?,/.test(first)) throw invalid("import_unknown", { parameter: PARAMETER, given: "csv" });
  if (/^[#|]/.test(first)) throw invalid("import_unknown", { parameter: PARAMETER, given: "md" });
  // What has its tasks one a line has one in the first.
  if (!("value" in parse(first))) throw invalid("not_json", { parameter: PARAMETER, given: whole.error });
  return { kind: "tasks", heads: [], items: lines.flatMap((line, position) => itemOf(line, position + 1)) };
}

function itemOf(line: string, item: number): readonly RawItem[] {
  if (line.trim() === "") return [];
  const parsed = parse(line);
  return ["value" in parsed ? { item, value: parsed.value } : { item, value: undefined, notJson: parsed.error }];
}

function parcelOf(value: unknown): RawParcel {
  if (Array.isArray(value)) return { kind: "tasks", heads: [], items: numbered(value) };
  if (!isFields(value)) throw unknown();
  if (value["format"] === EXPORT_FORMAT) return ofExport(value);
  if (Array.isArray(value["pending_tasks"])) return ofList(value);
  if ("id" in value && "name" in value) return { kind: "tasks", heads: [], items: numbered([value]) };
  throw unknown();
}

function unknown(): Error {
  return invalid("import_unknown", { parameter: PARAMETER, given: "json" });
}

function ofExport({ version, agents, tasks, events, keys, last_id, purged }: Fields): RawParcel {
  if (version !== EXPORT_VERSION) {
    throw invalid("import_version", { parameter: PARAMETER, given: String(version), limit: EXPORT_VERSION });
  }
  if (!Array.isArray(agents) || !Array.isArray(tasks)) throw unknown();
  return { kind: "export", heads: agents, items: numbered(tasks), events, keys, lastId: last_id, purged };
}

const TASKS_OF_A_LIST = ["pending_tasks", "completed_tasks", "failed_tasks", "cancelled_tasks"] as const;

function ofList(list: Fields): RawParcel {
  const { current_task: current, ...others } = list;
  const tasks = TASKS_OF_A_LIST.flatMap((field) => arrayIn(others[field]));
  const head = Object.fromEntries(Object.entries(others).filter(([field]) => !isOneOf(TASKS_OF_A_LIST, field)));
  const items = isFields(current) ? [current, ...tasks] : tasks;
  return { kind: "list", heads: [head], items: numbered(items) };
}

function isOneOf(names: readonly string[], name: string): boolean {
  return names.includes(name);
}

function arrayIn(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function numbered(values: readonly unknown[]): readonly RawItem[] {
  return values.map((value, position) => ({ item: position + 1, value }));
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function parse(text: string): { readonly value: unknown } | { readonly error: string } {
  try {
    return { value: JSON.parse(text) };
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
}
