import { expect, test } from "vitest";
import { commandLine } from "../helpers/command-line.ts";
import { movingClock } from "../helpers/moving-clock.ts";

const A = ["--agent", "a"];
const B = ["--agent", "b"];

test("every reason that holds is named in its order, with an id and what would change it", async () => {
  const clock = movingClock();
  const { run } = commandLine();
  await run("create", ...A, "--name", "first");
  await run("create", ...B, "--name", "running");
  await run("start", ...B);
  await run("create", ...B, "--name", "ahead");
  await run("create", ...B, "--name", "second", "--depends-on", "task-001", "--not-before", "2h");
  await run("hold", ...B, "--task-id", "task-004", "--reason", "freeze", "--operator", "anna");
  await run("hold", ...B);
  clock.move("5m");
  const { json } = await run("why", "--task-id", "task-004");
  expect(json).toMatchObject({ agent_id: "b", answer: "WAITS", task_status: "pending" });
  expect(json["reasons"]).toMatchObject([
    { reason: "agent_busy", task_id: "task-002", change: "the_other_ends", command: "agent-tasks resume --agent b" },
    {
      reason: "dependency",
      task_id: "task-001",
      task_status: "pending",
      command: "agent-tasks why --task-id task-001",
    },
    { reason: "not_before", until: expect.stringContaining("2026-05-08"), change: "time_passes" },
    { reason: "queue_hold", agent_id: "b", task_id: null, command: "agent-tasks release --agent b" },
    { reason: "hold", task_id: "task-004", hold_reason: "freeze", by: "anna" },
    { reason: "behind", task_id: "task-003", count: 1, command: "agent-tasks start --agent b --task-id task-004" },
  ]);
  const page = await run("why", "--task-id", "task-004", "--output", "table");
  expect(page.stdout.replaceAll(/\d{4}-\d\d-\d\dT[\d:.+]+/g, "<time>")).toMatchInlineSnapshot(`
    "task-004 "second" of agent b waits, for 6 reasons:
      Agent b is busy with task-002, for 5m.
        agent-tasks resume --agent b
      It depends on task-001 of agent a, which is pending.
        agent-tasks why --task-id task-001
      It is not to be started before <time>
        agent-tasks edit --agent b --task-id task-004 --not-before none
      The queue of agent b is on hold, since <time>
        agent-tasks release --agent b
      It is on hold, since <time> (freeze, by anna)
        agent-tasks release --agent b --task-id task-004
      task-003 stands ahead, and is ready.
        agent-tasks start --agent b --task-id task-004
    "
  `);
  const chinese = await run("why", "--task-id", "task-004", "--output", "table", "--lang", "zh");
  expect(chinese.stdout.replaceAll(/\d{4}-\d\d-\d\dT[\d:.+]+/g, "<time>")).toMatchInlineSnapshot(`
    "task-004 "second"（Agent b）在等待，原因有 6 个：
      Agent b 正忙于 task-002，已 5m。
        agent-tasks resume --agent b
      它依赖 task-001（Agent a），其状态是待执行。
        agent-tasks why --task-id task-001
      在 <time> 之前不得开始。
        agent-tasks edit --agent b --task-id task-004 --not-before none
      Agent b 的队列自 <time> 起已被暂停。
        agent-tasks release --agent b
      它自 <time> 起已被暂停。（freeze，anna）
        agent-tasks release --agent b --task-id task-004
      task-003 排在它前面，可以开始。
        agent-tasks start --agent b --task-id task-004
    "
  `);
});

test("what is next, running or ended waits for nothing", async () => {
  const { run } = commandLine();
  await run("create", ...A, "--name", "first");
  expect((await run("why", "--task-id", "task-001")).json).toMatchObject({ answer: "NEXT", reasons: [] });
  await run("start", ...A);
  expect((await run("why", "--task-id", "task-001")).json).toMatchObject({ answer: "RUNNING", reasons: [] });
  await run("complete", ...A);
  expect((await run("why", "--task-id", "task-001")).json).toMatchObject({
    answer: "ENDED",
    task_status: "completed",
    reasons: [],
  });
  expect((await run("why", "--task-id", "task-002")).status).toBe(4);
  expect((await run("why", "--task-id", "task-001", ...B)).status).toBe(4);
});

test("a failed dependency is to be retried, a cancelled one restored", async () => {
  const { run } = commandLine();
  await run("create", ...A, "--name", "1");
  await run("create", ...A, "--name", "2");
  await run("create", ...B, "--name", "3", "--depends-on", "task-001,task-002");
  await run("start", ...A);
  await run("fail", ...A, "--error", "no");
  await run("cancel", ...A, "--task-id", "task-002");
  expect((await run("why", "--task-id", "task-003")).json["reasons"]).toMatchObject([
    {
      task_status: "failed",
      change: "the_other_is_retried",
      command: "agent-tasks retry --agent a --task-id task-001",
    },
    { task_status: "cancelled", command: "agent-tasks restore --agent a --task-id task-002" },
  ]);
});
