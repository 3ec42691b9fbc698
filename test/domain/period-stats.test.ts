import { describe, expect, test } from "vitest";
import type { TaskEnd } from "../../src/domain/outcome.ts";
import { causesOf, countEnds, flowByAgent, flowOf, throughputOf, timed } from "../../src/domain/period-stats.ts";

/** A task that was assigned at ten, began at eleven and was completed at noon. */
function anEnd(fields: Partial<TaskEnd> = {}): TaskEnd {
  return {
    agent_id: "coder",
    status: "completed",
    assigned_at: "2026-04-10T10:00:00.000+00:00",
    started_at: "2026-04-10T11:00:00.000+00:00",
    ended_at: "2026-04-10T12:00:00.000+00:00",
    ...fields,
  };
}

const HOUR = 3_600_000;
const NONE = { count: 0, mean_ms: null, p50_ms: null, p95_ms: null };

describe("how long tasks ran and waited", () => {
  test("counts completed ones as run, and all that were started as having waited", () => {
    const { completion, waiting } = flowOf(timed([anEnd(), anEnd({ status: "failed" }), anEnd({ started_at: null })]));
    expect(completion).toEqual({ count: 1, mean_ms: HOUR, p50_ms: HOUR, p95_ms: HOUR });
    expect(waiting).toEqual({ count: 2, mean_ms: HOUR, p50_ms: HOUR, p95_ms: HOUR });
  });

  test("leaves out what would be less than nothing", () => {
    const turned = anEnd({ started_at: "2026-04-10T13:00:00Z", assigned_at: "2026-04-10T14:00:00Z" });
    expect(flowOf(timed([turned]))).toEqual({ completion: NONE, waiting: NONE });
  });

  test("compares moments, whatever their offsets", () => {
    const { completion } = flowOf(timed([anEnd({ ended_at: "2026-04-10T20:00:00+08:00" })]));
    expect(completion.p50_ms).toBe(HOUR);
  });
});

test("each agent has its own figures, in the order of the ids", () => {
  const ends = [anEnd({ agent_id: "zoe" }), anEnd(), anEnd({ status: "failed" }), anEnd({ status: "cancelled" })];
  expect(flowByAgent(timed(ends))).toMatchObject([
    { agent_id: "coder", completed: 1, failed: 1, cancelled: 1, success_rate: 0.5, completion: { count: 1 } },
    { agent_id: "zoe", completed: 1, failed: 0, cancelled: 0, success_rate: 1 },
  ]);
  expect(countEnds(ends)).toEqual({ completed: 2, failed: 1, cancelled: 1 });
});

test("every day has its line, one on which nothing ended too", () => {
  const days = ["09", "10", "11"].map((day) => ({
    day: `2026-04-${day}`,
    from: Date.parse(`2026-04-${day}T00:00:00Z`),
  }));
  const ends = [
    anEnd({ ended_at: "2026-04-08T23:59:59.999Z" }), // before the first
    anEnd({ ended_at: "2026-04-09T00:00:00.000Z" }),
    anEnd({ ended_at: "2026-04-09T23:59:59.999Z", status: "failed" }),
    anEnd({ ended_at: "2026-04-11T00:00:00.000Z", status: "cancelled" }),
  ];
  expect(throughputOf(timed(ends), days)).toEqual([
    { day: "2026-04-09", completed: 1, failed: 1, cancelled: 0 },
    { day: "2026-04-10", completed: 0, failed: 0, cancelled: 0 },
    { day: "2026-04-11", completed: 0, failed: 0, cancelled: 1 },
  ]);
});

const failed = (task_id: string, minute: number, error: string) => ({
  task_id,
  at: `2026-04-10T10:${String(minute).padStart(2, "0")}:00.000+00:00`,
  error,
});

describe("why attempts failed", () => {
  test("the most frequent cause comes first, of two the newer, each with its last task", () => {
    const { failures, other_failures } = causesOf([
      failed("task-003", 30, "no answer in 30s"),
      failed("task-001", 10, "no answer in 10s"),
      failed("task-002", 20, "disk full"),
      failed("task-004", 40, ""),
    ]);
    expect(failures).toEqual([
      {
        cause: "no answer in <number>s",
        count: 2,
        last_task_id: "task-003",
        last_at: "2026-04-10T10:30:00.000+00:00",
      },
      { cause: "", count: 1, last_task_id: "task-004", last_at: "2026-04-10T10:40:00.000+00:00" },
      { cause: "disk full", count: 1, last_task_id: "task-002", last_at: "2026-04-10T10:20:00.000+00:00" },
    ]);
    expect(other_failures).toBe(0);
  });

  test("ten causes are told, and how many failures have others", () => {
    const letters = Array.from("abcdefghijkl");
    const { failures, other_failures } = causesOf(letters.map((letter, n) => failed("task-001", n, `cause ${letter}`)));
    expect(failures.map(({ cause }) => cause)).toEqual(
      letters
        .toReversed()
        .slice(0, 10)
        .map((letter) => `cause ${letter}`),
    );
    expect(other_failures).toBe(2);
  });
});
