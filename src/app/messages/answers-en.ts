import type { Answers } from "./answers.ts";

export const answersEn: Answers = {
  TASK_ALREADY_EXISTS: `The agent to which the task was to be moved has another task with the same id: the original tool gave some ids twice.
Nothing was changed. A person runs \`agent-tasks doctor --repair\`, which gives one of them a new id; then it can be moved.`,
  SUPERSEDED: `The attempt for which you speak (\`--attempt\`) is over: its lease ran out and another took the task, or it had failed, or the
task was moved or cancelled meanwhile. \`outcome\` and \`ended_at\` say what became of it. Your report was not taken, so that it
cannot be mistaken for the other's. Do not repeat the call, and do not work on; \`agent-tasks get --task-id <id>\` shows how the task
stands, and what later attempts noted. Who needs longer renews: any \`note\` does, or \`agent-tasks renew\`.`,
  QUEUE_EMPTY: `No task of this agent can be started. That is no fault: an agent stops here, a script asks again later. \`waiting\` says how
many have to wait (a time, a delay after a failure, a hold), \`ready_at\` when the first of them may start. If there should
be one, compare \`agent-tasks list-all\` and \`agent-tasks where\`: the task may be another agent's, or in another root.`,
  AGENT_BUSY: `An agent has one running task at most, and \`current_task_id\` is it. Go on with it, or end it with \`complete\`, \`fail\`
or \`cancel\`; then start the next. After a restart \`start --resume\` gives the running task again, and
\`resume\` all that is known of it.`,
  NO_CURRENT_TASK: `There is no running task that could end. Either none was started, or it has ended already: then the same call with
\`--task-id\` succeeds, and says \`"changed":false\`.`,
  INVALID_TRANSITION: `A pending task can be started, a running one completed or failed, a pending or running one cancelled, a failed
one retried, a cancelled one restored. \`task_status\` says what the task is now; \`waits_for\` why a pending one may not start yet.`,
  TASK_NOT_FOUND: `No task has this id, or it is not the named agent's: then \`owner_agent_id\` says whose it is. Ids are looked up with
\`agent-tasks list --agent <agent>\`, or with \`agent-tasks query\` over all agents.`,
  AGENT_NOT_FOUND: `This agent never had a task: its first \`create\` makes its queue. Is the name right (\`agent-tasks list-all\`), and the
root (\`agent-tasks where\`)?`,
  AGENT_AMBIGUOUS: `Two agents differ only in upper and lower case, and the name is neither of them exactly. Write it as
\`agent-tasks list-all\` does.`,
  KEY_CONFLICT: `An open task of this agent has the same key, and another content: \`differs_in\` names the fields. Repeating a call is
safe only word for word. For another task use another key. A finished task frees its
key: if a new task has taken it since, the old one can be retried when that has ended.`,
  QUEUE_FULL: `An agent can have 10,000 pending tasks. Give the work to another agent, or let this one work some off.`,
  INVALID_PARAMS: `The call itself is wrong, so repeating it does not help: \`problem\` and \`parameter\` say what and where.
\`agent-tasks <command> --help\` shows examples, \`agent-tasks schema <command>\` the exact input. Text that begins with
\`--\` is given as \`--name=--text\`; long text that begins with @ as \`--result @@text\`.`,
  CONFIG_INVALID: `\`config.json\` in the task root cannot be read, or has a setting that is not known. Correct it by hand; until then only
\`where\`, \`config\` and what explains (\`help\`, \`prime\`, \`schema\`) work. \`agent-tasks config list\` shows what may stand in it.`,
  LOCK_ACQUIRE_FAILED: `Others wrote for longer than this call was ready to wait (8 s, \`--lock-timeout\`). Nothing was changed: repeat the call.
A lock is never left behind by a process that died; one that sleeps is taken over. If it lasts, \`holder\` says who it is.`,
  STORE_CORRUPT: `A file was damaged, or edited into something that is no task list. \`path\` names it, \`problem\` says what is wrong. It is
left as it is, and an agent leaves it too: the queues of other agents go on, and only what asks for all of them
(\`list-all\`, \`query\` and \`stats\` without \`--agent\`) fails. A person runs \`agent-tasks doctor\`, which says what is wrong and what a
repair would do, and then \`agent-tasks doctor --repair\`: it makes the list again from the journal, the archive and what can still be
read of the file, and keeps a copy of what it replaces. With \`task_missing\` a finished task's copy is gone: the same helps.`,
  SCHEMA_TOO_NEW: `The file was written by a newer version of this program. Nothing was changed. Install that version here
too: \`needs_version\` says which, if the file does.`,
  IO_ERROR: `The system refused: \`path\` and \`reason\` say what and why. A full disk or a missing permission has to be mended first.
A root that cannot be seen is never taken for an empty queue: in a sandbox its folder has to be mounted.
\`agent-tasks where\` shows which root is used, and what chose it.`,
  INTERNAL_ERROR: `A defect of this program. What was answered with success is safe. The same call with \`AGENT_TASKS_DEBUG=1\` prints where
it happened: please report that.`,
};
