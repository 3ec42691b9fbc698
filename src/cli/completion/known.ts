import { listAgents } from "../../app/list-agents.ts";
import { type ListResult, listTasks } from "../../app/list-tasks.ts";
import type { App } from "../../app/operation.ts";
import { labelsOf } from "../../domain/labels.ts";
import type { Task, TaskStatus } from "../../domain/task.ts";
import type { Candidate, Known } from "./candidates.ts";

/** Which tasks a command is about; of the others any. */
const STATUSES: Readonly<Record<string, readonly TaskStatus[]>> = {
  start: ["pending"],
  complete: ["running"],
  fail: ["running"],
  note: ["running"],
  renew: ["running"],
  why: ["pending", "running"],
  cancel: ["running", "pending"],
  edit: ["running", "pending"],
  move: ["running", "pending"],
  hold: ["pending"],
  release: ["pending"],
  retry: ["failed"],
  restore: ["cancelled"],
};

/** Whoever asks waits: of more agents than that not every list is read. */
const MOST_LISTS = 50;

export interface KnownOptions {
  readonly app: App;
  /** The agent whose tasks are meant; null for all. */
  readonly agent: string | null;
  /** The command that the line names. */
  readonly command: string | undefined;
  readonly now: Date;
}

/** What the lists of a root hold: looked at without a lock, and only as far as it is asked for. */
export function knownFrom({ app, agent, command, now }: KnownOptions): Known {
  const statuses = STATUSES[command ?? ""];
  const tasks = async () => {
    const agents = agent === null ? await agentIds(app) : [agent];
    const lists = await Promise.all(agents.map((each) => listTasks.run(app, listOf(each))));
    return lists.flatMap(tasksIn);
  };
  return {
    agents: async () => {
      const { agents } = await listAgents.run(app, {});
      return agents.map(({ agent_id, agent_name }) => ({
        value: agent_id,
        text: agent_name === agent_id ? "" : agent_name,
      }));
    },
    tasks: async () => {
      const meant = (await tasks()).filter(({ status }) => statuses?.includes(status) ?? true);
      return meant.map(({ id, name }) => ({ value: id, text: name }));
    },
    labels: async (kind) => {
      const all = (await tasks()).map(labelsOf);
      const names = all.flatMap(({ tags = [], group }) => (kind === "tag" ? tags : group === undefined ? [] : [group]));
      return [...new Set(names)].toSorted().map((value) => ({ value, text: "" }));
    },
    months: () => lastMonths(now).map((value): Candidate => ({ value, text: "" })),
  };
}

/** The months of a year, the newest first. */
function lastMonths(now: Date): readonly string[] {
  return Array.from({ length: 12 }, (_, ago) => {
    const month = new Date(Date.UTC(now.getFullYear(), now.getMonth() - ago, 1));
    return month.toISOString().slice(0, 7);
  });
}

async function agentIds(app: App): Promise<readonly string[]> {
  const { agents } = await listAgents.run(app, {});
  return agents.slice(0, MOST_LISTS).map(({ agent_id }) => agent_id);
}

function listOf(agent: string) {
  return { agent, limit: undefined, tag: undefined, group: undefined, parent: undefined };
}

function tasksIn(list: ListResult): readonly Task[] {
  const { current_task, pending_tasks, completed_tasks, failed_tasks, cancelled_tasks } = list;
  return [
    ...(current_task ? [current_task] : []),
    ...pending_tasks,
    ...[...failed_tasks, ...cancelled_tasks, ...completed_tasks].toReversed(),
  ];
}
