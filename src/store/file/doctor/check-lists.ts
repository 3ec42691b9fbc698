import { foldCase } from "../../../domain/agent-id.ts";
import { TaskListError } from "../../../domain/errors.ts";
import { type Finding, findingOfTasks } from "../../../domain/finding.ts";
import { openTasks, placesOf } from "../../../domain/find-task.ts";
import type { Task } from "../../../domain/task.ts";
import { TASK_FIELDS } from "../../../domain/task-words.ts";
import { explainCorrupt } from "../explain-corrupt.ts";
import type { ListFile } from "../list-file.ts";
import { untoldTasks } from "../untold-tasks.ts";
import { isUnreadable } from "../read-file.ts";
import { whereAndWhy } from "../system-error.ts";
import { indexedAgents } from "./indexed-agents.ts";
import { factsOf, totalsOfAll } from "./known-ends.ts";
import type { Survey } from "./survey.ts";

/** What is wrong with the files of the lists, and with what the journal tells of them. */
export function checkLists(survey: Survey): readonly Finding[] {
  return [
    ...[...survey.unreadableLists].map(([agent_id, error]) => ({ agent_id, ...unreadable("list_unreadable", error) })),
    ...agentsWithoutList(survey).map((agent_id): Finding => ({
      problem: "list_missing",
      agent_id,
      path: survey.layout.list(agent_id),
    })),
    ...[...survey.lists.values()].flatMap((file) => (file.isOurs ? besideJournal(file, survey) : ofTheOriginal(file))),
  ];
}

/** A file that cannot be read: it is not what it should be, or newer than this program, or not to be read by us. */
export function unreadable(problem: Finding["problem"], error: TaskListError): Finding {
  const { path, reason } = whereAndWhy(error);
  if (error.code === "SCHEMA_TOO_NEW") return { problem: "schema_too_new", path };
  if (error.code === "IO_ERROR") return { problem: "no_permission", path, reason };
  if (!isUnreadable(error)) return { problem, path, reason };
  const { problem: why, detail } = explainCorrupt(error).facts;
  return { problem, path, reason: detail === undefined ? why : `${why}: ${detail}` };
}

/** @throws SCHEMA_TOO_NEW, IO_ERROR if a list must not be made again, since it is only us who cannot read it */
export function refuseUnknown({ unreadableLists, index }: Survey): void {
  const errors = [...unreadableLists.values(), ...(index.error ? [index.error] : [])];
  const unknown = errors.find(({ code }) => code === "SCHEMA_TOO_NEW" || code === "IO_ERROR");
  if (unknown) throw unknown;
}

/** The agents of which the journal or the index tells, and that have no list any more. */
export function agentsWithoutList(survey: Survey): readonly string[] {
  const { lists, unreadableLists, told } = survey;
  const queues = [...told].filter(([, { isQueue }]) => isQueue).map(([agentId]) => agentId);
  const known = new Set([...queues, ...indexedAgents(survey).keys()]);
  return [...known].filter((agentId) => !lists.has(agentId) && !unreadableLists.has(agentId)).toSorted();
}

/** What the original tool does not write so itself: it is kept. */
function ofTheOriginal({ list }: ListFile): readonly Finding[] {
  const { agent_id } = list;
  const known = new Set<string>(TASK_FIELDS.filter((field) => field !== "metadata"));
  const strange = (task: Task) => Object.keys(task).filter((field) => !known.has(field));
  const tasks = placesOf(list).map(({ task }) => task);
  const fields = [...new Set(tasks.flatMap(strange))].toSorted().join(", ");
  const ids = tasks.filter((task) => strange(task).length > 0).map(({ id }) => id);
  return [
    ...(foldCase(agent_id) === agent_id ? [] : [{ problem: "folder_case", agent_id } as const]),
    ...findingOfTasks("foreign_fields", ids, { agent_id, reason: fields }),
  ];
}

/** Whether the last change of a list is not carried out yet: neither journal nor index know of it. */
export function isOwed({ list, isOurs }: ListFile, { told, index }: Survey): boolean {
  const known = index.value?.agents.find(({ agent_id }) => agent_id === list.agent_id);
  const isUnknown = list.revision > Math.max(told.get(list.agent_id)?.list.revision ?? 0, known?.revision ?? 0);
  return isOurs && isUnknown && list.outbox.events.length > 0;
}

/** Whether the last change of a list is carried out, and the journal tells the same of its open tasks. */
function besideJournal(file: ListFile, survey: Survey): readonly Finding[] {
  const { told, layout } = survey;
  const { list } = file;
  const { agent_id } = list;
  if (isOwed(file, survey)) return [{ problem: "change_unfinished", agent_id, path: layout.list(agent_id) }];
  const retold = told.get(agent_id)?.list;
  const ended = totalsOfAll(list, factsOf(list, survey));
  const [said, actual] = [list.totals, ended].map(({ completed, failed, cancelled }) => completed + failed + cancelled);
  const untold = untoldTasks(openTasks(list), retold ? openTasks(retold) : []);
  return [
    ...(said === actual ? [] : [{ problem: "totals_wrong", agent_id, said, actual } as const]),
    ...findingOfTasks(
      "journal_behind",
      untold.map(({ id }) => id),
      { agent_id },
    ),
  ];
}
