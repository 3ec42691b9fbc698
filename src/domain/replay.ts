import type { TaskEvent } from "./event.ts";
import { inRunningOrder } from "./queue.ts";
import { NOTHING_BEFORE, type Retold, type ToldBefore } from "./retold.ts";
import { type ReplayOptions, type Story, newStory, storyAfter, tell, trim, withoutEnds } from "./story.ts";
import type { Task } from "./task.ts";
import { trimFinished } from "./trim.ts";

/**
 * Tells again what happened: from the events of a root, in the order of their seq and each once, to every agent's list.
 * What events told that are not there any more comes before them.
 *
 * A change of a task that the events never brought in is passed over: so much of the journal is lost.
 */
export function replay(
  events: Iterable<TaskEvent>,
  options: ReplayOptions,
  { told, purged }: ToldBefore = NOTHING_BEFORE,
): ReadonlyMap<string, Retold> {
  const stories = new Map([...told].map(([agentId, retold]) => [agentId, storyAfter(retold, options)]));
  for (const event of events) {
    const story = stories.get(event.agent_id) ?? newStory(event, { ...options, purged: purged.get(event.agent_id) });
    stories.set(event.agent_id, story);
    if (event.revision !== story.revision) trim(story);
    tell(story, event);
  }
  return new Map([...stories].map(([agentId, story]) => [agentId, retoldOf(story)]));
}

function retoldOf(story: Story): Retold {
  const { list, open, isQueue, ends, superseded, purged, revision, options } = story;
  for (const end of purged.ends) ends.delete(end);
  const kept = withoutEnds(trimFinished(list, options.keepFinished, story.fresh), purged.ends);
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
    purged,
  };
}
