import { isAboutTask } from "../../../domain/about-task.ts";
import { endOf, isEnd } from "../../../domain/ending.ts";
import type { TaskEvent } from "../../../domain/event.ts";
import { replay } from "../../../domain/replay.ts";
import type { Retold } from "../../../domain/retold.ts";
import { momentOf } from "../../../domain/timestamp.ts";
import { allEvents } from "../all-events.ts";
import type { Layout } from "../layout.ts";
import { nameOfEnd, purgedSeq } from "../purge-mark.ts";
import { toldBefore } from "../purged-state.ts";

/** The journal in two parts: what goes, and what stays. */
export interface SplitJournal {
  /** The seq of the last event that goes, and how many go. */
  readonly seq: number;
  readonly events: number;
  /** What was told up to there, agent by agent, and what is told by all of it. */
  readonly earlier: ReadonlyMap<string, Retold>;
  readonly told: ReadonlyMap<string, Retold>;
  /** The ends of which the part tells that stays, by agent and `endOf`. */
  readonly toldBehind: ReadonlySet<string>;
}

interface SplitOptions {
  /** In milliseconds since 1970: the first event of then, or later, stays, and so does what comes behind it. */
  readonly since: number;
  readonly now: number;
  readonly keepFinished: number;
  readonly onProgress: () => void;
}

/** Splits the journal before the first event that is not old. One that says to come from the future tells nothing of its age. */
export function splitJournal(layout: Layout, { since, now, keepFinished, onProgress }: SplitOptions): SplitJournal {
  const events = allEvents(layout, onProgress);
  let seq = purgedSeq(layout);
  let count = 0;
  let ahead: TaskEvent[] = [];
  const toldBehind = new Set<string>();

  function* older(): Generator<TaskEvent, undefined> {
    for (let next = events.next(); !next.done; next = events.next()) {
      const at = momentOf(next.value.at);
      ahead.push(next.value);
      if (at > now) continue;
      if (at >= since) return undefined;
      yield* ahead;
      seq = next.value.seq;
      count += ahead.length;
      ahead = [];
    }
    return undefined;
  }

  function* behind(): Generator<TaskEvent, undefined> {
    yield* ahead;
    for (let next = events.next(); !next.done; next = events.next()) yield next.value;
    return undefined;
  }

  function* noted(): Generator<TaskEvent, undefined> {
    for (const event of behind()) {
      if (isAboutTask(event) && isEnd(event.new_status)) {
        toldBehind.add(nameOfEnd(event.agent_id, endOf(event.task_id, event.at)));
      }
      yield event;
    }
    return undefined;
  }

  const before = toldBefore(layout);
  const earlier = replay(older(), { keepFinished }, before);
  const told = replay(noted(), { keepFinished }, { ...before, told: earlier });
  return { seq, events: count, earlier, told, toldBehind };
}
