import { isDeepStrictEqual } from "node:util";
import type { Finding } from "../../../domain/finding.ts";
import { placesOf } from "../../../domain/find-task.ts";
import { numberOfTaskId } from "../../../domain/task-id.ts";
import { countOfAll } from "../../../domain/totals.ts";
import { isRecord } from "../../../domain/scan.ts";
import { type IndexEntry, entryOf } from "../index-file.ts";
import { readMark } from "../purge-mark.ts";
import { agentsWithoutList, unreadable } from "./check-lists.ts";
import { type SaidEntry, entriesIn } from "./index-entries.ts";
import type { Survey } from "./survey.ts";

/** Holds `index.json` and `task-counter.txt` against the lists and the journal. */
export function checkIndex(survey: Survey): readonly Finding[] {
  return [...ofIndex(survey), ...ofMonths(survey), ...ofCounter(survey), ...unusedIds(survey)];
}

function ofIndex(survey: Survey): readonly Finding[] {
  const { index, layout, lists, unreadableLists } = survey;
  const path = layout.index;
  if (index.error) return [unreadable("index_unreadable", index.error)];
  if (!index.exists) return lists.size === 0 ? [] : [{ problem: "index_missing", path }];
  const said = index.value ?? index.foreign;
  if (!isRecord(said) || !Array.isArray(said["agents"])) return [{ problem: "index_unreadable", path }];
  const entries = new Map(entriesIn(said).map((entry) => [entry.agent_id, entry]));
  const actual = [...lists.values()].map(({ list, version }) => entryOf(list, version));
  const wrong = actual.flatMap((entry) => {
    const known = entries.get(entry.agent_id);
    return known ? wrongFields(known, entry, path) : [absent(entry.agent_id, path)];
  });
  const total = countOfAll(actual.map(({ task_count }) => task_count));
  const isTotalKnown = unreadableLists.size === 0 && agentsWithoutList(survey).length === 0;
  const isTotalWrong = isTotalKnown && !isDeepStrictEqual(said["total_tasks"], total);
  return [...wrong, ...(isTotalWrong ? [{ problem: "index_totals_wrong", path } as const] : [])];
}

function absent(agent_id: string, path: string): Finding {
  return { problem: "index_agent_missing", agent_id, path };
}

/** What an entry says otherwise than the list; what the original tool does not write is not missed. */
function wrongFields(said: SaidEntry, actual: IndexEntry, path: string): readonly Finding[] {
  const { agent_id, task_count, totals, revision, agent_name, last_updated, to_cancel } = actual;
  const counts = isRecord(said.task_count) ? said.task_count : {};
  const ours = { totals, revision, agent_name, last_updated, to_cancel };
  const fields = new Map(Object.entries(said));
  const pairs = [
    ...Object.entries(task_count).map(([field, value]) => [field, counts[field], value] as const),
    ...Object.entries("revision" in said ? ours : {}).map(
      ([field, value]) => [field, fields.get(field), value] as const,
    ),
  ];
  return pairs
    .filter(([, before, after]) => !isDeepStrictEqual(before, after))
    .map(([field, before, after]) => ({
      problem: "index_wrong",
      agent_id,
      path,
      reason: field,
      said: textOf(before),
      actual: textOf(after),
    }));
}

/** The index knows how many ends each month's journal tells of: with fewer, some of it is gone. */
function ofMonths({ index, journals, layout }: Survey): readonly Finding[] {
  if (readMark(layout)?.is_done === false) return []; // who finishes the purge counts anew
  return Object.entries(index.value?.months ?? {}).flatMap(([month, { ended }]) => {
    const found = journals.find((journal) => journal.month === month)?.ended ?? 0;
    return found >= ended
      ? []
      : [{ problem: "journal_short" as const, path: layout.journal(month), said: ended, actual: found }];
  });
}

function ofCounter({ counter, layout, lists, copies }: Survey): readonly Finding[] {
  const path = layout.counter;
  const largest = largestOf(idNumbers({ lists, copies }));
  if (counter.error) return [unreadable("counter_unreadable", counter.error)];
  if (!counter.exists) return largest === 0 ? [] : [{ problem: "counter_missing", path, actual: largest }];
  if (counter.value === undefined) return [{ problem: "counter_unreadable", path, actual: largest }];
  return counter.value >= largest ? [] : [{ problem: "counter_behind", path, said: counter.value, actual: largest }];
}

/** The original tool leaves no trace of what it cancelled, and has lost what it overwrote. Our own gaps mean nothing. */
function unusedIds({ lists, copies }: Survey): readonly Finding[] {
  const isAllForeign = lists.size > 0 && [...lists.values()].every(({ isOurs }) => !isOurs);
  const used = new Set(idNumbers({ lists, copies }));
  const largest = largestOf([...used]);
  const count = largest - used.size;
  return isAllForeign && count > 0 ? [{ problem: "ids_unused", count, actual: largest }] : [];
}

/** The numbers of all ids of the counter that are in use. */
export function idNumbers({ lists, copies }: Pick<Survey, "lists" | "copies">): readonly number[] {
  const listed = [...lists.values()].flatMap(({ list }) => placesOf(list));
  return [...listed, ...copies].map(({ task }) => numberOfTaskId(task.id)).filter((number) => number > 0);
}

export function largestOf(numbers: readonly number[]): number {
  return numbers.reduce((largest, number) => Math.max(largest, number), 0);
}

function textOf(value: unknown): string | number {
  return typeof value === "number" ? value : (JSON.stringify(value) ?? "-");
}
