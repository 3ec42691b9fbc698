import type { AgentList } from "../domain/agent-list.ts";
import { type Board, boardOf } from "../domain/board.ts";
import { asksForLabels, hasLabels, labelsOf } from "../domain/labels.ts";
import { momentOf } from "../domain/timestamp.ts";
import type { Queues } from "../store/queues.ts";
import { type Counted, doneBeyondLists } from "./done-today.ts";
import { type InputOf, optional } from "./input.ts";
import { labelFields, labelFilter } from "./label-filter.ts";
import { type App, defineOperation } from "./operation.ts";
import { agentName, duration } from "./readers.ts";
import type { Warned } from "./warning.ts";

export interface BoardResult extends Board, Warned {}

export const boardFields = { agent: optional(agentName), ...labelFields, stale: optional(duration) };

/** For so long nothing may be heard of a task, or of a queue with something to do: an hour. */
const STALE_MS = 3_600_000;

/** What of all queues a board shows. */
export interface Asked {
  readonly counted: Counted;
  readonly staleMs: number;
}

/** Shows how all queues stand, and where a person is needed. */
export const showBoard = defineOperation({
  name: "board",
  isChange: false,
  input: boardFields,
  async run(app, input): Promise<BoardResult> {
    const asked = await askedFor(app, input);
    const queues = await app.store.observe()();
    const midnight = midnightBefore(queues.clock);
    const done = await doneBeyondLists(app.store, listsOf(queues, asked), midnight, asked.counted);
    return pictureOf(queues, asked, done);
  },
});

export async function askedFor(app: App, { agent, stale, ...labels }: InputOf<typeof boardFields>): Promise<Asked> {
  const named = agent === undefined ? {} : { agent: await app.store.agentId(agent) };
  return { counted: { ...named, ...labelFilter(labels) }, staleMs: stale ?? STALE_MS };
}

/** How queues stand, as far as it is asked for. `done` tells how many tasks were completed today where the lists do not. */
export function pictureOf(queues: Queues, asked: Asked, done: ReadonlyMap<string, number>): Board {
  const { counted, staleMs } = asked;
  const isOne = (agentId: string) => counted.agent === undefined || counted.agent === agentId;
  return boardOf({
    lists: listsOf(queues, asked),
    unreadable: new Map([...queues.unreadable].filter(([agentId]) => isOne(agentId))),
    outlook: queues,
    midnight: midnightBefore(queues.clock),
    doneToday: done,
    staleMs,
    ...(asksForLabels(counted) && { isAskedFor: (task) => hasLabels(labelsOf(task), counted) }),
  });
}

/** When the day of a stamp began here, in milliseconds since 1970. */
export function midnightBefore(stamp: string): number {
  return new Date(momentOf(stamp)).setHours(0, 0, 0, 0);
}

function listsOf({ lists }: Queues, { counted: { agent } }: Asked): readonly AgentList[] {
  if (agent === undefined) return [...lists.values()];
  const list = lists.get(agent);
  return list ? [list] : [];
}
