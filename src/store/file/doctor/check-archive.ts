import type { AgentList } from "../../../domain/agent-list.ts";
import { endKeyOf, endedAt, taskIdOfEnd } from "../../../domain/ending.ts";
import { newestFirst } from "../../../domain/filter.ts";
import { type Finding, type FindingProblem, findingOfTasks } from "../../../domain/finding.ts";
import { finishedTasks, openTasks } from "../../../domain/find-task.ts";
import { groupBy } from "../../../domain/group-by.ts";
import type { Retold } from "../../../domain/retold.ts";
import type { ToldEnd } from "../../../domain/retold.ts";
import { isCoveredBy } from "../../../domain/same-task.ts";
import type { Task } from "../../../domain/task.ts";
import { momentOf } from "../../../domain/timestamp.ts";
import { unreadable } from "./check-lists.ts";
import type { ArchiveCopy, Survey } from "./survey.ts";

/** Holds the archive against the ends of which lists and journal tell. */
export function checkArchive(survey: Survey): readonly Finding[] {
  return [
    ...survey.unreadableCopies.map((error) => unreadable("copy_unreadable", error)),
    ...[...factsByAgent(survey)].flatMap(([agentId, facts]) => ofAgent(agentId, facts)),
  ];
}

/** The ends that have no copy, by `endOf`, for each agent. */
export function missingEndsOf(survey: Survey): ReadonlyMap<string, ReadonlySet<string>> {
  const missing = [...factsByAgent(survey)].map(([agentId, facts]) => [agentId, new Set(missingEnds(facts))] as const);
  return new Map(missing.filter(([, ends]) => ends.size > 0));
}

function factsByAgent({ copies, lists, told }: Survey): ReadonlyMap<string, AgentFacts> {
  const byAgent = groupBy(copies, ({ task }) => task.agent_id);
  const agents = [...new Set([...lists.keys(), ...told.keys(), ...byAgent.keys()])].toSorted();
  return new Map(
    agents.map((agentId) => [
      agentId,
      { list: lists.get(agentId)?.list, told: told.get(agentId), copies: byAgent.get(agentId) ?? [] },
    ]),
  );
}

interface AgentFacts {
  readonly list: AgentList | undefined;
  readonly told: Retold | undefined;
  readonly copies: readonly ArchiveCopy[];
}

function ofAgent(agent_id: string, facts: AgentFacts): readonly Finding[] {
  const strange = groupBy(untoldCopies(facts), ({ problem }) => problem);
  return [
    ...findingOfTasks("copy_missing", missingEnds(facts).map(taskIdOfEnd), { agent_id }),
    ...[...strange].flatMap(([problem, found]) =>
      findingOfTasks(
        problem,
        found.map(({ id }) => id),
        { agent_id },
      ),
    ),
  ];
}

/** The ends that should have a copy, and have none. What the journal tells of an attempt before the last one need have none. */
function missingEnds({ list, told, copies }: AgentFacts): readonly string[] {
  const archived = copies.map(({ task }) => task);
  const listed = list ? [...openTasks(list), ...finishedTasks(list)] : [];
  const present = new Set(archived.map(endKeyOf));
  const records = groupBy([...archived, ...listed], ({ id }) => id);
  const isLast = ({ facts }: ToldEnd) =>
    !records.get(facts.id)?.some((task) => momentOf(task.assigned_at) > momentOf(facts.assigned_at));
  const ends = [...(told?.ends ?? [])].filter(([, end]) => isLast(end)).map(([end]) => end);
  const all = new Set([...ends, ...(list ? finishedTasks(list) : []).flatMap((task) => endKeyOf(task) ?? [])]);
  return [...all].filter((end) => !present.has(end));
}

/** The copies of which neither list nor journal tells: the original tool leaves them where it tries a task again. */
function untoldCopies({ list, told, copies }: AgentFacts): readonly { problem: FindingProblem; id: string }[] {
  const finished = list ? finishedTasks(list) : [];
  const known = new Set([...finished.map(endKeyOf), ...(told?.ends.keys() ?? []), ...(told?.superseded ?? [])]);
  const all = copies.map(({ task }) => task);
  if (all.every((task) => known.has(endKeyOf(task)))) return [];
  const open = groupBy(list ? openTasks(list) : [], ({ id }) => id);
  // Of several copies the last that ended counts: it comes first.
  const ended = groupBy([...finished, ...newestFirst(all, endedAt)], ({ id }) => id);
  return all
    .filter((task) => !known.has(endKeyOf(task)))
    .map((task) => {
      const others = ended.get(task.id) ?? [];
      return { problem: kindOf(task, open.get(task.id) ?? [], others.slice(0, others.indexOf(task))), id: task.id };
    });
}

function kindOf(copy: Task, open: readonly Task[], before: readonly Task[]): FindingProblem {
  if (open.some((task) => isCoveredBy(copy, task))) return "archived_open";
  return before.some((task) => isCoveredBy(copy, task)) ? "archived_twice" : "archived_only";
}
