import { describe, expect, test } from "vitest";
import type { AgentList } from "../../src/domain/agent-list.ts";
import { type BoardQuestion, boardOf, quietLanes } from "../../src/domain/board.ts";
import type { EndStatus } from "../../src/domain/ending.ts";
import { TaskListError } from "../../src/domain/errors.ts";
import { mayHoldTooFew } from "../../src/domain/lane.ts";
import { type Stuck, type StuckKind, mostUrgent } from "../../src/domain/stuck.ts";
import type { Task } from "../../src/domain/task.ts";
import { NO_TOTALS } from "../../src/domain/totals.ts";
import { aList, aTask } from "../helpers/builders.ts";

const CLOCK = "2026-04-10T10:00:00.000+08:00";
const MIDNIGHT = Date.parse("2026-04-10T00:00:00.000+08:00");

/** So long before the clock. */
function ago(text: string): string {
  const [, count = "", unit = ""] = /^(\d+)(m|h|d)$/.exec(text) ?? [];
  const ms = Number(count) * { m: 60_000, h: 3_600_000, d: 86_400_000 }[unit as "m" | "h" | "d"];
  return new Date(Date.parse(CLOCK) - ms).toISOString();
}

function ahead(text: string): string {
  return new Date(2 * Date.parse(CLOCK) - Date.parse(ago(text))).toISOString();
}

function board(lists: readonly AgentList[], fields: Partial<BoardQuestion> = {}) {
  return boardOf({
    lists,
    unreadable: new Map(),
    outlook: { clock: CLOCK, ended: new Map() },
    midnight: MIDNIGHT,
    doneToday: new Map(),
    staleMs: 3_600_000,
    ...fields,
  });
}

function running(fields: Partial<Task> = {}): Task {
  return aTask({ status: "running", assigned_at: ago("9d"), started_at: ago("2h"), ...fields });
}

function pending(fields: Partial<Task> = {}): Task {
  return aTask({ assigned_at: ago("2m"), ...fields });
}

function completedAt(id: string, completed_at: string): Task {
  return aTask({ id, status: "completed", completed_at });
}

function failure(id: string, failed_at: string): Task {
  return aTask({ id, status: "failed", started_at: failed_at, failed_at });
}

function lease(lease_expires_at: string): Partial<Task> {
  return { lease_ms: 7_200_000, lease_expires_at };
}

function one(kind: StuckKind, agent_id: string): Stuck {
  return { kind, agent_id, task: null, since: null, ms: null, count: 1 };
}

function stuckKinds(list: Partial<AgentList>): readonly StuckKind[] {
  return board([aList(list)]).stuck.map(({ kind }) => kind);
}

describe("a running task", () => {
  test("is stuck when it has given no sign of life for too long", () => {
    expect(board([aList({ current_task: running() })]).stuck).toMatchObject([
      { kind: "silent", agent_id: "coder", task: { id: "task-001" }, since: ago("2h"), ms: 7_200_000, count: 1 },
    ]);
    expect(stuckKinds({ current_task: running({ started_at: ago("59m") }) })).toEqual([]);
  });

  test("is not stuck while it notes something now and then, however long it runs", () => {
    const notes = [{ at: ago("30m"), message: "half" }];
    expect(stuckKinds({ current_task: running({ started_at: ago("9d"), notes }) })).toEqual([]);
    const old = [{ at: ago("61m"), message: "half" }];
    expect(board([aList({ current_task: running({ started_at: ago("9d"), notes: old }) })]).stuck).toMatchObject([
      { kind: "silent", since: ago("61m") },
    ]);
  });

  test("is stuck when its lease has run out, and not before", () => {
    expect(stuckKinds({ current_task: running(lease(ago("1m"))) })).toEqual(["lease_out"]);
    expect(stuckKinds({ current_task: running(lease(ahead("1m"))) })).toEqual([]);
  });

  test("is told of once, though it is overdue too", () => {
    expect(stuckKinds({ current_task: running({ due_at: ago("1d") }) })).toEqual(["silent"]);
    expect(stuckKinds({ current_task: running({ due_at: ago("1d"), started_at: ago("2m") }) })).toEqual(["overdue"]);
  });

  test("started at a time that nobody knows is as old as its assignment", () => {
    expect(board([aList({ current_task: running({ started_at: null }) })]).stuck).toMatchObject([
      { kind: "silent", since: ago("9d") },
    ]);
  });
});

describe("a queue", () => {
  test("starves when tasks could be started, and for long nobody has taken one", () => {
    const pending_tasks = [pending(), pending({ id: "task-002", assigned_at: ago("3h") })];
    expect(board([aList({ pending_tasks })]).stuck).toMatchObject([
      { kind: "starving", task: { id: "task-002" }, since: ago("3h"), count: 2 },
    ]);
  });

  test("does not starve while it works, is on hold, or all of it has to wait", () => {
    const pending_tasks = [pending({ assigned_at: ago("3h") })];
    expect(stuckKinds({ pending_tasks, current_task: running({ started_at: ago("2m") }) })).toEqual([]);
    expect(stuckKinds({ pending_tasks, hold: { at: ago("3h") } })).toEqual([]);
    expect(stuckKinds({ pending_tasks: [pending({ assigned_at: ago("3h"), not_before: ahead("2m") })] })).toEqual([]);
  });

  test("starves since it last ended something, or an attempt", () => {
    const pending_tasks = [pending({ assigned_at: ago("9d") })];
    const ended = aTask({ id: "task-009", status: "completed", started_at: ago("1d"), completed_at: ago("2m") });
    expect(stuckKinds({ pending_tasks, completed_tasks: [ended] })).toEqual([]);
    const attempts = [{ started_at: ago("1d"), ended_at: ago("2m"), outcome: "failed" }];
    expect(stuckKinds({ pending_tasks: [pending({ assigned_at: ago("9d"), attempts })] })).toEqual([]);
  });

  test("starves since its task could be started, not since that was assigned", () => {
    const early = { assigned_at: ago("9d"), not_before: ago("2m") };
    expect(stuckKinds({ pending_tasks: [pending(early)] })).toEqual([]);
    const waiting = pending({ assigned_at: ago("9d"), depends_on: ["task-007"], depends_since: "2026-04" });
    const done = aTask({ id: "task-007", agent_id: "other", status: "completed", completed_at: ago("2m") });
    const lists = [aList({ pending_tasks: [waiting] }), aList({ agent_id: "other", completed_tasks: [done] })];
    const outlook = { clock: CLOCK, ended: new Map([["task-007", "completed" as const]]) };
    expect(board(lists, { outlook }).stuck).toEqual([]);
  });
});

describe("tasks that should have ended", () => {
  test("are one line an agent: that which is late for the longest, and how many there are", () => {
    const pending_tasks = [
      pending({ due_at: ago("1h"), not_before: ahead("1d") }),
      pending({ id: "task-002", due_at: ago("2h"), not_before: ahead("1d") }),
      pending({ id: "task-003", due_at: ahead("1h") }),
    ];
    expect(board([aList({ pending_tasks })]).stuck).toMatchObject([
      { kind: "overdue", task: { id: "task-002" }, since: ago("2h"), count: 2 },
    ]);
  });

  test("a field of that name that another program has written is none", () => {
    expect(stuckKinds({ pending_tasks: [pending({ due_at: { year: 1999 } })] })).toEqual([]);
  });
});

describe("failures", () => {
  test("are one line an agent: the newest, and how many there are of this week", () => {
    const failed_tasks = [
      failure("task-001", ago("9d")),
      failure("task-002", ago("2d")),
      failure("task-003", ago("1h")),
    ];
    expect(board([aList({ failed_tasks })]).stuck).toMatchObject([
      { kind: "failed", task: { id: "task-003" }, since: ago("1h"), count: 2 },
    ]);
  });

  test("the newest failure of all comes first, while of all else the oldest does", () => {
    const lists = [
      aList({ agent_id: "a", failed_tasks: [failure("task-001", ago("2d"))] }),
      aList({ agent_id: "b", failed_tasks: [failure("task-002", ago("1h"))] }),
      aList({ agent_id: "c", current_task: running() }),
      aList({ agent_id: "d", current_task: running({ started_at: ago("5h") }) }),
    ];
    expect(board(lists).stuck.map(({ agent_id }) => agent_id)).toEqual(["d", "c", "b", "a"]);
  });
});

function needs(fields: Partial<Task> = {}): Task {
  return pending({ id: "task-002", depends_on: ["task-001"], depends_since: "2026-04", ...fields });
}

function lost(status: EndStatus): Partial<BoardQuestion> {
  return { outlook: { clock: CLOCK, ended: new Map([["task-001", status]]) } };
}

function kindsWhenLost(fields: Partial<Task>, status: EndStatus = "failed"): readonly StuckKind[] {
  return board([aList({ pending_tasks: [needs(fields)] })], lost(status)).stuck.map(({ kind }) => kind);
}

describe("tasks that are blocked for good", () => {
  test("are one line an agent, since what they depend on was lost", () => {
    const lists = [
      aList({ pending_tasks: [needs(), needs({ id: "task-003" })] }),
      aList({ agent_id: "other", failed_tasks: [failure("task-001", ago("9d"))] }),
    ];
    expect(board(lists, lost("failed")).stuck).toMatchObject([
      { kind: "blocked", agent_id: "coder", task: { id: "task-002" }, since: ago("9d"), count: 2 },
    ]);
  });

  test("are seen where nobody knows any more since when", () => {
    expect(board([aList({ pending_tasks: [needs()] })], lost("cancelled")).stuck).toMatchObject([
      { kind: "blocked", since: null, ms: null, count: 1 },
    ]);
  });

  test("are not those that still may run, nor those on hold", () => {
    expect(kindsWhenLost({}, "completed")).toEqual([]);
    expect(kindsWhenLost({ depends_on: ["task-007"] })).toEqual([]);
    expect(kindsWhenLost({ on_dependency_failure: "run" })).toEqual([]);
    expect(kindsWhenLost({ depends_on: ["task-001", "task-007"], depends_mode: "any" })).toEqual([]);
    expect(kindsWhenLost({ hold: { at: ago("1h") } })).toEqual([]);
    expect(kindsWhenLost({ depends_on: ["task-001", "task-007"] })).toEqual(["blocked"]);
  });
});

describe("a list that cannot be read", () => {
  test("is the first thing that needs a person, and hides no other queue", () => {
    const problem = new TaskListError("STORE_CORRUPT", { path: "x", problem: "empty_file" });
    const { stuck, lanes } = board([aList({ current_task: running() })], { unreadable: new Map([["ann", problem]]) });
    expect(stuck).toMatchObject([
      { kind: "unreadable", agent_id: "ann", task: null, since: null, code: "STORE_CORRUPT" },
      { kind: "silent" },
    ]);
    expect(lanes.map(({ agent_id }) => agent_id)).toEqual(["coder"]);
  });
});

describe("a lane", () => {
  test("tells what waits, is ready, runs, has failed, and was done today", () => {
    const list = aList({
      current_task: running({ id: "task-001", started_at: ago("2m") }),
      pending_tasks: [
        pending({ id: "task-002", priority: 1 }),
        pending({ id: "task-003", priority: 9, hold: { at: ago("1m") } }),
        pending({ id: "task-004", priority: 9 }),
        pending({ id: "task-005", depends_on: ["task-001"], depends_since: "2026-04" }),
      ],
      completed_tasks: [
        completedAt("task-006", ago("11h")),
        completedAt("task-007", ago("9h")),
        completedAt("task-008", ago("1h")),
      ],
      failed_tasks: [aTask({ id: "task-009", status: "failed", failed_at: ago("9d") })],
      totals: { ...NO_TOTALS, completed: 3, failed: 30 },
    });
    const [lane] = board([list]).lanes;
    expect(lane?.counts).toEqual({ waiting: 2, ready: 2, running: 1, failed: 30, done_today: 2 });
    const ids = Object.entries(lane?.tasks ?? {}).map(([column, tasks]) => [column, tasks.map(({ id }) => id)]);
    expect(Object.fromEntries(ids)).toEqual({
      waiting: ["task-003", "task-005"],
      ready: ["task-004", "task-002"],
      running: ["task-001"],
      failed: ["task-009"],
      done_today: ["task-008", "task-007"],
    });
  });

  test("of a queue on hold nothing is ready", () => {
    const [lane] = board([aList({ pending_tasks: [pending()], hold: { at: ago("1m"), reason: "freeze" } })]).lanes;
    expect(lane).toMatchObject({ hold: { reason: "freeze" }, counts: { ready: 0, waiting: 1 } });
  });

  test("shows only what is asked for, and those queues alone that have it", () => {
    const lists = [
      aList({ agent_id: "a", pending_tasks: [pending({ group: "v2" }), pending({ id: "task-002" })] }),
      aList({ agent_id: "b", pending_tasks: [pending({ id: "task-003", agent_id: "b" })] }),
    ];
    const { lanes, totals } = board(lists, { isAskedFor: (task) => task.group === "v2" });
    expect(lanes.map(({ agent_id, counts }) => [agent_id, counts.ready])).toEqual([["a", 1]]);
    expect(totals.ready).toBe(1);
  });

  test("a list whose tasks are all of today may hold too few of them, and one that reaches back may not", () => {
    const totals = { ...NO_TOTALS, completed: 30 };
    expect(
      mayHoldTooFew(
        aList({ completed_tasks: [completedAt("task-001", ago("2h")), completedAt("task-002", ago("1h"))], totals }),
        MIDNIGHT,
      ),
    ).toBe(true);
    expect(
      mayHoldTooFew(
        aList({ completed_tasks: [completedAt("task-001", ago("2d")), completedAt("task-002", ago("1h"))], totals }),
        MIDNIGHT,
      ),
    ).toBe(false);
    expect(
      mayHoldTooFew(
        aList({ completed_tasks: [completedAt("task-001", ago("1h"))], totals: { ...totals, completed: 1 } }),
        MIDNIGHT,
      ),
    ).toBe(false);
    const [lane] = board([aList()], { doneToday: new Map([["coder", 40]]) }).lanes;
    expect(lane?.counts.done_today).toBe(40);
  });

  test("in trouble stands before one that works, that before one that could, and the others are quiet", () => {
    const lists = [
      aList({ agent_id: "empty" }),
      aList({ agent_id: "later", pending_tasks: [pending({ not_before: ahead("1d") })] }),
      aList({ agent_id: "next", pending_tasks: [pending()] }),
      aList({ agent_id: "working", current_task: running({ started_at: ago("2m") }) }),
      aList({ agent_id: "stuck", current_task: running() }),
    ];
    const whole = board(lists);
    expect(whole.lanes.map(({ agent_id }) => agent_id)).toEqual(["stuck", "working", "next", "later", "empty"]);
    expect(quietLanes(whole).map(({ agent_id }) => agent_id)).toEqual(["later", "empty"]);
  });
});

describe("where there is little room", () => {
  test("many of one kind hide no other", () => {
    const all = [...["a", "b", "c", "d"].map((id) => one("silent", id)), one("starving", "e"), one("failed", "f")];
    expect(mostUrgent(all, 4).map(({ agent_id }) => agent_id)).toEqual(["a", "b", "e", "f"]);
    expect(mostUrgent(all, 9)).toEqual(all);
    expect(mostUrgent(all, 0)).toEqual([]);
  });
});
