/** The help of the command line, in one language. */
export interface HelpTexts {
  readonly about: string;
  readonly footer: string;
  readonly commands: Readonly<Record<string, string>>;
  readonly flags: Readonly<Record<string, string>>;
}

export const helpEn: HelpTexts = {
  about: "A task queue per agent, on plain files: what shall I do next, I have started, I am done, it failed.",
  footer: `
Examples:
  agent-tasks create --agent coder --name "Fix the login" --priority 8
  agent-tasks start --agent coder
  agent-tasks complete --agent coder --result "Fixed in 4f2a"
  agent-tasks list --agent coder

Exit status: 0 done, 1 defect or I/O failure, 2 the call is wrong, 3 nothing to do, 4 no such thing,
5 the present state refuses, 6 busy (safe to retry), 7 stored data cannot be trusted.`,
  commands: {
    create: "add a task to an agent's queue",
    start: "take the next task, or the named one",
    complete: "end the current task as completed",
    fail: "end the current task as failed",
    list: "show an agent's queue",
    get: "find a task by its id",
    where: "show root, agent and settings, and what chose each",
  },
  flags: {
    agent: "the agent (default: AGENT_TASKS_AGENT, or the owner of the OpenClaw workspace we are in)",
    agent_name: "the agent's display name",
    description: "what is to be done; - reads standard input, @file a file",
    dry_run: "say what would be done, and change nothing",
    error: "what went wrong; - reads standard input, @file a file",
    key: "your own name for the task: while it is open, the same call adds it once",
    lang: "language of the sentences: en",
    lock_timeout: "how long to wait while others write (default: 8000)",
    metadata: "a JSON object of your own; - reads standard input, @file a file",
    name: "the task in a line, at most 500 characters",
    operator: "who does it, for the journal (default: the agent)",
    output: "json, jsonl, plain or table (default: a table on a terminal, else json)",
    priority: "1 to 10, higher is more urgent, or P0 to P3 (default: 5)",
    result: "what was delivered; - reads standard input, @file a file",
    root: "the folder of all queues (default: AGENT_TASKS_ROOT, or agent-tasks in the OpenClaw workspace)",
    task_id: "the task, like task-001",
  },
};
