import type { CommandLine } from "./command-line.ts";

const CODER = ["--agent", "coder"];
const OTHER = ["--agent", "Reviewer-2"];

/** A root in which something of everything has happened. */
export async function fillRoot({ run }: CommandLine): Promise<void> {
  const call = async (...argv: readonly string[]) => {
    const answer = await run(...argv);
    if (answer.status !== 0) throw new Error(`${argv.join(" ")}: ${answer.stdout}`);
  };
  const emoji = "任务 👩‍💻 \u202e\u0007 <b>|\"'`";
  await call("create", ...CODER, "--name", "one", "--key", "k1", "--key-scope", "ever", "--agent-name", "编码者");
  await call(
    "create",
    ...CODER,
    "--name",
    emoji,
    "--tag",
    "a,b",
    "--group",
    "v2",
    "--metadata",
    '{"x":{"y":[1,null]}}',
  );
  await call("create", ...CODER, "--name", "long", "--description", "长".repeat(21_845), "--priority", "9");
  await call("create", ...OTHER, "--name", "waits", "--depends-on", "task-002", "--parent", "task-003");
  await call("create", ...OTHER, "--name", "leased", "--lease", "4h", "--max-attempts", "3", "--due", "2d");
  await call("start", ...CODER);
  await call("note", ...CODER, "--message", "found it", "--progress", "40");
  await call("complete", ...CODER, "--result", "=1+1");
  await call("start", ...CODER);
  await call("fail", ...CODER, "--error", "no access");
  await call("retry", ...CODER, "--task-id", "task-001");
  await call("start", ...OTHER);
  await call("fail", ...OTHER, "--error", "once");
  await call("start", ...OTHER);
  await call("note", ...OTHER, "--message", "again");
  for (let round = 0; round < 24; round += 1) {
    await call("create", ...CODER, "--name", `round ${round}`, "--priority", "10");
    await call("start", ...CODER);
    await call(
      ...(round % 3 === 0
        ? ["cancel", ...CODER, "--task-id", `task-0${String(round + 6).padStart(2, "0")}`]
        : ["complete", ...CODER]),
    );
  }
  await call("move", ...CODER, "--task-id", "task-002", "--to-agent", "third");
  await call("edit", "--agent", "third", "--task-id", "task-002", "--priority", "8");
  await call("hold", "--agent", "third", "--reason", "freeze");
  await call("hold", ...CODER, "--task-id", "task-001", "--reason", "later");
}

/** Every command that only reads, for all that stands in a root; each with what it says. */
export async function allAnswers({ run }: CommandLine): Promise<readonly (readonly [string, string])[]> {
  const { json } = await run("query");
  const tasks = (json as { tasks: readonly { task: { id: string } }[] }).tasks.map(({ task }) => task.id);
  const { json: all } = await run("list-all");
  const agents = (all as { agents: readonly { agent_id: string }[] }).agents.map(({ agent_id }) => agent_id);
  const calls = [
    ["query"],
    ["query", "--status", "completed", "--by", "finished", "--from", "2020-01-01"],
    ["query", "--group", "v2"],
    ["list-all"],
    ["stats"],
    ["graph"],
    ["log", "--limit", "100000", "--full"],
    ["log", "--since", "2020-01-01", "--action", "complete", "--limit", "3"],
    ...agents.flatMap((agent) =>
      [
        ["list"],
        ["stats"],
        ["check"],
        ["history", "--limit", "100"],
        ["history", "--limit", "3"],
        ["query"],
        ["resume"],
      ].map(([name = "", ...more]) => [name, "--agent", agent, ...more]),
    ),
    ...tasks.flatMap((id) => ["get", "why", "graph"].map((name) => [name, "--task-id", id])),
  ];
  const answers: (readonly [string, string])[] = [];
  for (const argv of calls) {
    const { stdout, status } = await run(...argv);
    answers.push([argv.join(" "), `${status} ${stdout}`]);
  }
  return answers;
}
