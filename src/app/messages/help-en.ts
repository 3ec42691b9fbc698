import { examplesWith } from "./examples.ts";
import type { HelpTexts } from "./help.ts";

export const helpEn: HelpTexts = {
  about: "A task queue per agent, on plain files: what shall I do next, I have started, I am done, it failed.",
  footer: `
More:
  agent-tasks help <command>    its examples and options
  agent-tasks help agents       the work loop, to paste into AGENTS.md
  agent-tasks help exit-codes   what each exit status asks of its caller
  agent-tasks help environment  variables and settings, and which of them wins
  agent-tasks help output       formats, languages, long texts
  agent-tasks help <CODE>       what to do about an error: agent-tasks help AGENT_BUSY`,
  groups: { work: "Work:", look: "Look:", care: "Care:", set_up: "Set up:" },
  titles: {},
  help: "show this help",
  version: "show the version",
  commands: {
    create: "add a task to an agent's queue",
    start: "take the next task, or the named one",
    complete: "end the current task as completed",
    fail: "end the current task as failed",
    list: "show an agent's queue",
    "list-all": "show how many tasks each agent has",
    get: "find a task by its id",
    query: "look for tasks by status, priority and time",
    history: "show what an agent has finished, the newest first",
    stats: "count tasks, and say how well and how fast they went",
    cancel: "end a running or pending task that is not to be done",
    retry: "put a failed task back into the queue",
    doctor: "say what is wrong with the files, and mend it",
    where: "show root, agent and settings, and what chose each",
    config: "show or change the settings that stay: list, get <setting>, set <setting> <value>",
    prime: "print what an agent needs to know, for its context",
    schema: "print the JSON Schema of what a command takes and prints",
  },
  examples: examplesWith({
    task: "Fix the login",
    nightly: "Nightly check",
    result: "Fixed in 4f2a",
    error: "No access to the repository",
    reason: "Asked for twice",
  }),
  flags: {
    action: "list, get or set",
    by: "which time of a task --from and --to are about: assigned, started or finished (default: assigned)",
    fields: "print only these fields of the tasks: id,name,status",
    from: "tasks from then on: 2026-04-10, or 2026-04-10T10:00:00+08:00",
    input: "tasks as JSON, one, an array, or one a line; - reads standard input, @file a file",
    limit: "how many tasks to print at most (history: 10)",
    min_priority: "tasks of this priority or more urgent",
    month: "tasks that ended in that month: 2026-04",
    reason: "why; - reads standard input, @file a file",
    repair: "mend what can be mended; what is replaced is copied first",
    setting: "output, lang, lock_timeout_ms or keep_finished",
    stale: "find tasks that have been running for longer: 90s, 30m, 4h, 2d",
    status: "pending, running, completed, failed or cancelled",
    to: "tasks up to then, inclusive",
    value: "the new value",
    agent: "the agent (default: AGENT_TASKS_AGENT, or the owner of the OpenClaw workspace we are in)",
    agent_name: "the agent's display name",
    command: "the command, like create",
    description: "what is to be done; - reads standard input, @file a file",
    dry_run: "say what would be done, and change nothing",
    error: "what went wrong; - reads standard input, @file a file",
    key: "your own name for the task: while it is open, the same call adds it once",
    lang: "language of the sentences, en or zh (default: the system's)",
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
