import type { AgentList } from "./agent-list.ts";
import type { TaskEvent } from "./event.ts";
import { newList } from "./new-list.ts";
import { inRunningOrder } from "./queue.ts";
import { type ReplayOptions, type Story, type ToldEnd, newStory, tell, trim } from "./story.ts";
import type { Task } from "./task.ts";
import { trimFinished } from "./trim.ts";

/** What the journal tells of one agent. */
export interface Retold {
  /** The list as its last event left it. What it owes to others is not known: its outbox is empty. */
  readonly list: AgentList;
  /** Whether it ever had a list: of some agents only the archive has tasks. */
  readonly isQueue: boolean;
  /** Its ends, by `endOf`. */
  readonly ends: ReadonlyMap<string, ToldEnd>;
  /** The ends of attempts before a retry whose copies the original tool left in the archive, by `endOf`. */
  readonly superseded: ReadonlySet<string>;
}

/** What is known of an agent of which nothing is told. */
export function nothingTold(agentId: string, now: string): Retold {
  return { list: newList(agentId, now), isQueue: false, ends: new Map(), superseded: new Set() };
}

/**
 * Tells again what happened: from the events of a root, in the order of their seq and each once, to every agent's list.
 *
 * A change of a task that the events never brought in is passed over: so much of the journal is lost.
 */
export function replay(events: Iterable<TaskEvent>, options: ReplayOptions): ReadonlyMap<string, Retold> {
  const stories = new Map<string, Story>();
  for (const event of events) {
    const story = stories.get(event.agent_id) ?? newStory(event, options);
    stories.set(event.agent_id, story);
    if (event.revision !== story.revision) trim(story);
    tell(story, event);
  }
  return new Map([...stories].map(([agentId, story]) => [agentId, retoldOf(story)]));
}

function retoldOf(story: Story): Retold {
  const { list, open, isQueue, ends, superseded, revision, options } = story;
  const kept = trimFinished(list, options.keepFinished, story.fresh);
  const running = [...open].filter(({ status }) => status === "running");
  // Another program may have stopped one without a word: it waits.
  const stopped = running.slice(0, -1).map((task): Task => ({ ...task, status: "pending" }));
  const pending = [...open].filter(({ status }) => status !== "running");
  const pending_tasks = inRunningOrder([...pending, ...stopped]);
  return {
    list: { ...kept, current_task: running.at(-1) ?? null, pending_tasks, revision },
    isQueue,
    ends,
    superseded,
  };
}
