import type { AgentList } from "../../../domain/agent-list.ts";
import { endKeyOf, taskIdOfEnd } from "../../../domain/ending.ts";
import { finishedTasks, openTasks } from "../../../domain/find-task.ts";
import { groupBy } from "../../../domain/group-by.ts";
import { idsThatStay, needsOf } from "../../../domain/ids-that-stay.ts";
import type { Retold, ToldEnd } from "../../../domain/retold.ts";
import { withoutEnds } from "../../../domain/story.ts";
import { momentOf } from "../../../domain/timestamp.ts";
import type { Layout } from "../layout.ts";
import { type EndCounts, NO_ENDS, type PurgeMark, nameOfEnd, readMark } from "../purge-mark.ts";
import { type GoneEnd, type LabelsOfEnd, goneByAgent, labelsBefore } from "../purged-state.ts";
import { type KnownCopy, knownCopies } from "./old-copies.ts";
import { type SplitJournal, splitJournal } from "./split-journal.ts";

/** All that a purge is about to do. */
export interface PurgePlan {
  readonly mark: Pick<PurgeMark, "seq" | "counts">;
  /** What goes, agent by agent. */
  readonly gone: ReadonlyMap<string, readonly GoneEnd[]>;
  /** The copies of it. */
  readonly copies: readonly KnownCopy[];
  /** What the journal told up to the mark, of what stays. */
  readonly earlier: ReadonlyMap<string, Retold>;
  readonly labels: LabelsOfEnd;
  /** The tasks that go, by agent. */
  readonly tasks: ReadonlyMap<string, ReadonlySet<string>>;
  /** How many finished tasks are as old, and stay. */
  readonly kept: number;
  /** How many events go out of the journal. */
  readonly events: number;
}

export interface PlanOptions {
  /** What ended before goes, in milliseconds since 1970. */
  readonly before: number;
  readonly now: number;
  readonly keepFinished: number;
  /** Is told how many files of how many have been read. */
  readonly onProgress: (done: number, total: number) => void;
  readonly onJournal: () => void;
}

/** An end that is old enough, told or archived. */
interface OldEnd {
  readonly agent_id: string;
  readonly end: string;
  readonly told?: ToldEnd;
  readonly copy?: KnownCopy;
}

/** Decides what goes: reads all lists, the whole journal and the archive. */
export function planPurge(layout: Layout, lists: readonly AgentList[], options: PlanOptions): PurgePlan {
  const { before, onProgress, onJournal } = options;
  const split = splitJournal(layout, { ...options, since: before, onProgress: onJournal });
  const copies = knownCopies(layout, onProgress);
  const old = oldEnds(split, copies, before);
  const stays = staying(lists, copies);
  const going = old.filter((end) => !stays(end));
  const names = new Set(going.map(({ agent_id, end }) => nameOfEnd(agent_id, end)));
  return {
    mark: { seq: split.seq, counts: countsWith(readMark(layout)?.counts ?? {}, going) },
    gone: goneWith(layout, split, going),
    copies: going.flatMap(({ copy }) => copy ?? []),
    earlier: new Map([...split.earlier].map(([agentId, told]) => [agentId, without(told, agentId, names)])),
    labels: labelsOfAll(layout, copies),
    tasks: tasksOf(going),
    kept: new Set(old.filter(stays).map(({ agent_id, end }) => `${agent_id} ${taskIdOfEnd(end)}`)).size,
    events: split.events,
  };
}

/** The ends before a moment of which the journal tells or the archive has a copy. */
function oldEnds({ told }: SplitJournal, copies: readonly KnownCopy[], before: number): readonly OldEnd[] {
  const archived = copies.filter(({ ended_at }) => momentOf(ended_at) < before);
  const known = new Set(archived.map(({ agent_id, end }) => nameOfEnd(agent_id, end)));
  const toldOf = (agentId: string, end: string) => told.get(agentId)?.ends.get(end);
  const untold = [...told].flatMap(([agent_id, { ends }]) =>
    [...ends]
      .filter(([end, { ended_at }]) => momentOf(ended_at) < before && !known.has(nameOfEnd(agent_id, end)))
      .map(([end, each]): OldEnd => ({ agent_id, end, told: each })),
  );
  return [
    ...archived.map((copy): OldEnd => {
      const its = toldOf(copy.agent_id, copy.end);
      return { agent_id: copy.agent_id, end: copy.end, copy, ...(its && { told: its }) };
    }),
    ...untold,
  ];
}

/** What stays, however old: what a list holds, and what open tasks name. */
function staying(lists: readonly AgentList[], copies: readonly KnownCopy[]): (old: OldEnd) => boolean {
  const finished = lists.flatMap((list) => finishedTasks(list).map((task) => ({ agent_id: list.agent_id, task })));
  const held = new Set(finished.map(({ agent_id, task }) => nameOfEnd(agent_id, endKeyOf(task) ?? "")));
  const listed = groupBy(finished, ({ task }) => task.id);
  const archived = groupBy(
    copies.filter(({ needs }) => needs.length > 0),
    ({ task_id }) => task_id,
  );
  const named = idsThatStay(lists.flatMap(openTasks), (id) => [
    ...(listed.get(id) ?? []).flatMap(({ task }) => needsOf(task)),
    ...(archived.get(id) ?? []).flatMap(({ needs }) => needs),
  ]);
  return ({ agent_id, end }) => held.has(nameOfEnd(agent_id, end)) || named.has(taskIdOfEnd(end));
}

/** What was counted of those that go. An end that stands in two copies counts once. */
function countsWith(counts: PurgeMark["counts"], going: readonly OldEnd[]): PurgeMark["counts"] {
  const after = new Map<string, EndCounts>(Object.entries(counts));
  const seen = new Set<string>();
  for (const { agent_id, end, told } of going) {
    const name = nameOfEnd(agent_id, end);
    if (!told || told.isArchivedOnly || seen.has(name)) continue;
    seen.add(name);
    const known = after.get(agent_id) ?? NO_ENDS;
    after.set(agent_id, { ...known, [told.facts.status]: 1 + (known[endStatus(told)] ?? 0) });
  }
  return Object.fromEntries(after);
}

function endStatus({ facts: { status } }: ToldEnd): keyof EndCounts {
  return status === "failed" || status === "cancelled" ? status : "completed";
}

/** The ends that are gone although a copy stands there, or the journal tells of them behind the mark; those of earlier purges too. */
function goneWith(layout: Layout, { toldBehind }: SplitJournal, going: readonly OldEnd[]): PurgePlan["gone"] {
  const again = (agentId: string, end: string) => toldBehind.has(nameOfEnd(agentId, end));
  const before = [...goneByAgent(layout)].flatMap(([agent_id, gone]) =>
    gone
      .filter(({ task_id, ended_at }) => again(agent_id, `${task_id} ${momentOf(ended_at)}`))
      .map((end) => ({ agent_id, end })),
  );
  const now = going
    .filter(({ agent_id, end, copy }) => copy || again(agent_id, end))
    .map(({ agent_id, end, copy, told }) => ({
      agent_id,
      end: {
        task_id: taskIdOfEnd(end),
        ended_at: copy?.ended_at ?? told?.ended_at ?? "",
        ...(copy && { month: copy.month }),
        ...(again(agent_id, end) && { told_again: true as const }),
      },
    }));
  const all = groupBy([...before, ...now], ({ agent_id }) => agent_id);
  return new Map([...all].map(([agentId, ends]) => [agentId, ends.map(({ end }) => end)]));
}

function without(told: Retold, agentId: string, names: ReadonlySet<string>): Retold {
  const isGone = (end: string) => names.has(nameOfEnd(agentId, end));
  const listed = finishedTasks(told.list).flatMap((task) => endKeyOf(task) ?? []);
  return {
    ...told,
    list: withoutEnds(told.list, new Set(listed.filter(isGone))),
    ends: new Map([...told.ends].filter(([end]) => !isGone(end))),
    superseded: new Set([...told.superseded].filter((end) => !isGone(end))),
  };
}

function labelsOfAll(layout: Layout, copies: readonly KnownCopy[]): LabelsOfEnd {
  const before = labelsBefore(layout);
  const known = new Map(copies.map(({ agent_id, end, labels }) => [nameOfEnd(agent_id, end), labels]));
  return (agentId, end) => known.get(nameOfEnd(agentId, end)) ?? before(agentId, end);
}

function tasksOf(going: readonly OldEnd[]): PurgePlan["tasks"] {
  const byAgent = groupBy(going, ({ agent_id }) => agent_id);
  return new Map([...byAgent].map(([agentId, ends]) => [agentId, new Set(ends.map(({ end }) => taskIdOfEnd(end)))]));
}
