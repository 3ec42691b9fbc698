import { appendFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { type CommandLine, commandLine } from "../helpers/command-line.ts";
import { filesIn } from "../helpers/files.ts";
import { meanwhile } from "../helpers/meanwhile.ts";
import { movingClock } from "../helpers/moving-clock.ts";

const CODER = ["--agent", "coder"];

/** Some things have happened: to two agents, hours apart. */
async function happened(around: Parameters<typeof commandLine>[0] = {}) {
  const clock = movingClock();
  const line = commandLine({ env: { AGENT_TASKS_AGENT: "nobody", TZ: "UTC" }, ...around });
  const { run } = line;
  await run("create", ...CODER, "--name", "Fix the login");
  await run("start", ...CODER);
  clock.move("2h");
  await run("note", ...CODER, "--message", "half of it\nis done");
  await run("complete", ...CODER, "--result", "Fixed", "--operator", "anna");
  clock.move("1h");
  await run("create", "--agent", "other", "--name", "Review");
  await run("hold", "--agent", "other", "--reason", "freeze");
  return { ...line, clock };
}

const seqsOf = async (run: CommandLine["run"], ...flags: string[]) => {
  const { json } = await run("log", ...flags);
  return (json["events"] as { seq: number }[]).map(({ seq }) => seq);
};

test("log says what has happened, the newest first", async () => {
  const { run } = await happened();
  expect((await run("log", "--limit", "4")).json).toMatchInlineSnapshot(`
    {
      "events": [
        {
          "action": "hold",
          "agent_id": "other",
          "at": "2026-05-08T15:00:00.000+00:00",
          "message": "freeze",
          "new_status": null,
          "old_status": null,
          "operator": "other",
          "seq": 6,
          "task_id": null,
        },
        {
          "action": "create",
          "agent_id": "other",
          "at": "2026-05-08T15:00:00.000+00:00",
          "name": "Review",
          "new_status": "pending",
          "old_status": null,
          "operator": "other",
          "seq": 5,
          "task_id": "task-002",
        },
        {
          "action": "complete",
          "agent_id": "coder",
          "at": "2026-05-08T14:00:00.000+00:00",
          "message": "Fixed",
          "new_status": "completed",
          "old_status": "running",
          "operator": "anna",
          "seq": 4,
          "task_id": "task-001",
        },
        {
          "action": "note",
          "agent_id": "coder",
          "at": "2026-05-08T14:00:00.000+00:00",
          "message": "half of it
    is done",
          "new_status": "running",
          "old_status": "running",
          "operator": "coder",
          "seq": 3,
          "task_id": "task-001",
        },
      ],
      "more": true,
      "returned": 4,
      "status": "success",
    }
  `);
});

test("events are chosen by agent, task, action, operator and time", async () => {
  const { run } = await happened();
  expect(await seqsOf(run)).toEqual([6, 5, 4, 3, 2, 1]);
  expect(await seqsOf(run, ...CODER)).toEqual([4, 3, 2, 1]);
  expect(await seqsOf(run, "--task-id", "task-002")).toEqual([5]);
  expect(await seqsOf(run, "--action", "create")).toEqual([5, 1]);
  expect(await seqsOf(run, "--operator", "anna")).toEqual([4]);
  expect(await seqsOf(run, "--since", "1h")).toEqual([6, 5, 4, 3]);
  expect(await seqsOf(run, "--since", "90m", "--until", "30m")).toEqual([4, 3]);
  expect(await seqsOf(run, "--until", "2026-05-08T12:00:00Z")).toEqual([2, 1]);
  expect(await seqsOf(run, "--since", "2026-05-09")).toEqual([]);
  expect((await run("log", "--action", "done")).json).toMatchObject({ problem: "not_a_choice", parameter: "action" });
  expect((await run("log", "--since", "x")).json).toMatchObject({ problem: "not_a_when", parameter: "since" });
  expect((await run("log", "--since", "1h", "--until", "2h")).json).toMatchObject({ problem: "from_after_to" });
});

test("who reads is no operator, whatever the environment says", async () => {
  const { run } = await happened({ env: { AGENT_TASKS_OPERATOR: "anna" } });
  expect(await seqsOf(run, "--limit", "9")).toHaveLength(6);
});

test("tasks of a group, or with a tag, are found by it", async () => {
  const { root, run } = await happened();
  const [line = ""] = (filesIn(join(root, "events"))["2026-05.jsonl"] ?? "").split("\n");
  const event = {
    ...(JSON.parse(line) as object),
    seq: 7,
    group: "release",
    tags: ["ui", "bug"],
    parent_id: "task-002",
  };
  appendFileSync(join(root, "events", "2026-05.jsonl"), `${JSON.stringify(event)}\n`);
  expect(await seqsOf(run, "--group", "release")).toEqual([7]);
  expect(await seqsOf(run, "--tag", "bug")).toEqual([7]);
  expect(await seqsOf(run, "--tag", "release")).toEqual([]);
  expect((await run("log", "--limit", "1")).json["events"]).toMatchObject([
    { group: "release", tags: ["ui", "bug"], parent_id: "task-002" },
  ]);
});

test("a person sees a table, and a cut is never silent", async () => {
  const { run } = await happened({ isTerminal: true, env: { NO_COLOR: "1" } });
  const { stdout, stderr } = await run("log", "--limit", "5", "--utc");
  expect(`${stdout}${stderr}`).toMatchInlineSnapshot(`
    "SEQ  WHEN                  AGENT  ID        ACTION    STATUS     DETAIL
      6  2026-05-08 15:00:00Z  other  -         hold      -          freeze
      5  2026-05-08 15:00:00Z  other  task-002  create    pending    Review
      4  2026-05-08 14:00:00Z  coder  task-001  complete  completed  Fixed
      3  2026-05-08 14:00:00Z  coder  task-001  note      running    half of it\\u000ais done
      2  2026-05-08 12:00:00Z  coder  task-001  start     running
    5 events shown, and there are more: --limit
    "
  `);
  expect((await run("log", "--agent", "nobody")).stdout).toBe(
    "Nothing like that has happened. See all queues:\n  agent-tasks list-all\n",
  );
  expect((await run("log", "--limit", "5", "--lang", "zh")).stderr).toBe("显示了 5 个事件，还有更多：--limit\n");
});

test("jsonl is an event a line, plain is tab-separated", async () => {
  const { run } = await happened();
  const lines = (await run("log", "--output", "jsonl", "--limit", "2")).stdout.trimEnd().split("\n");
  expect(lines.map((line) => (JSON.parse(line) as { seq: number }).seq)).toEqual([6, 5]);
  expect((await run("log", ...CODER, "--output", "plain", "--limit", "2")).stdout).toMatchInlineSnapshot(`
    "4	2026-05-08T14:00:00.000+00:00	coder	task-001	complete	running	completed	anna		Fixed
    3	2026-05-08T14:00:00.000+00:00	coder	task-001	note	running	running	coder		half of it\\u000ais done
    "
  `);
});

test("with --full an event is what stands in the journal", async () => {
  const { root, run } = await happened();
  const lines = (await run("log", "--full", "--output", "jsonl")).stdout.trimEnd().split("\n");
  const written = filesIn(join(root, "events"))["2026-05.jsonl"] ?? "";
  expect(`${lines.toReversed().join("\n")}\n`).toBe(written);
  expect((await run("log", "--full", "--limit", "1")).json["events"]).toEqual([JSON.parse(lines[0]!)]);
});

test("with --follow the newest come with the oldest of them first, and then it goes on", async () => {
  const { root, run } = await happened();
  const { run: follow } = commandLine({ env: { AGENT_TASKS_ROOT: root }, leavesAfter: 3 });
  const { stdout, stderr, status } = await meanwhile(follow("log", "--follow", "--limit", "2"), () =>
    run("create", "--agent", "third", "--name", "x"),
  );
  const [first = 0, ...others] = stdout
    .trimEnd()
    .split("\n")
    .map((line) => (JSON.parse(line) as { seq: number }).seq);
  expect(first).toBeGreaterThanOrEqual(5);
  expect({ others, stderr, status }).toEqual({ others: [first + 1, first + 2], stderr: "", status: 1 });
});

test("a root that is not there is refused, and nothing is made", async () => {
  const { run } = commandLine();
  for (const line of [["log"], ["log", "--follow"], ["watch"], ["wait", "--task-id", "task-001"]])
    expect((await run(...line)).json).toMatchObject({ code: "IO_ERROR", reason: "ENOENT" });
});
