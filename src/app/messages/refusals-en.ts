import type { ErrorFacts, InvalidParams, InvalidParamsProblem, StoreProblem } from "../../domain/errors.ts";
import { formatDuration } from "../../domain/stats.ts";
import { similarTo } from "../../domain/similar.ts";
import { quoted } from "./quoted.ts";
import type { Explanation, Refusals } from "./refusals.ts";

export const refusalsEn: Refusals = {
  more: (code) => ` (more: agent-tasks help ${code})`,
  errors: {
    INTERNAL_ERROR: ({ detail }) => ({
      error: `A defect of agent-tasks: ${detail}.`,
      hint: "Set AGENT_TASKS_DEBUG=1 to see where, and report it.",
    }),
    IO_ERROR: ({ path, reason, has_begun }) => ({
      error: `The system refused${path === undefined ? "" : ` access to ${path}`}: ${SYSTEM_REASONS[reason] ?? reason}.`,
      hint: has_begun
        ? "The repair had begun, and nothing is lost: make room or give access, and run it again."
        : "Nothing was changed. `agent-tasks where` shows which root is used, and why; then check that it is there and may be written.",
    }),
    INVALID_PARAMS: (facts) => invalidParams(facts),
    CONFIG_INVALID: ({ path, key, detail }) => ({
      error: `The settings in ${path} cannot be used${key === undefined ? "" : ` (${key})`}: ${detail}.`,
      hint: "Correct the file; `agent-tasks where` shows the settings and their origin.",
    }),
    QUEUE_EMPTY: ({ agent_id, waiting, ready_at, held, no_queue }) => ({
      error:
        waiting === undefined
          ? `Agent ${agent_id} has no pending task.`
          : `Agent ${agent_id} has no task that can be started now: ${waiting} ${waiting === 1 ? "has" : "have"} to wait${held ? ", for the queue is on hold" : ""}.`,
      hint:
        ready_at === undefined
          ? `Nothing to do now. Ask again later.${no_queue ? " This agent never had a task: is the name right?" : ""}`
          : `Nothing to do now. The next can be started at ${ready_at}.`,
    }),
    TASK_NOT_FOUND: ({ task_id, agent_id, owner_agent_id }) => ({
      error:
        owner_agent_id === undefined
          ? `There is no task ${task_id}${agent_id === undefined ? "" : ` of agent ${agent_id}`}.`
          : `Task ${task_id} is not agent ${agent_id}'s: it is agent ${owner_agent_id}'s.`,
      hint:
        owner_agent_id === undefined
          ? `Look for the id with: agent-tasks list${agent_id === undefined ? " --agent <agent>" : ` --agent ${agent_id}`}`
          : `Name its agent: --agent ${owner_agent_id}`,
    }),
    AGENT_NOT_FOUND: ({ agent_id }) => ({
      error: `There is no agent ${agent_id}: it never had a task.`,
      hint: "Check the name; the first `create` makes a queue. `agent-tasks where` shows which root is used.",
    }),
    AGENT_BUSY: ({ agent_id, current_task_id }) => ({
      error: `Agent ${agent_id} cannot start a task: ${current_task_id} is running.`,
      hint: `It is still yours. Read it with: agent-tasks get --task-id ${current_task_id}; go on with it, then complete or fail it. After a restart: agent-tasks start --agent ${agent_id} --resume`,
    }),
    NO_CURRENT_TASK: ({ agent_id }) => ({
      error: `Agent ${agent_id} has no current task.`,
      hint: `Take one with: agent-tasks start --agent ${agent_id}. If this repeats a call whose answer was lost, name the task: --task-id <id>`,
    }),
    INVALID_TRANSITION: (facts) => ({ error: transitionError(facts), hint: transitionHint(facts) }),
    TASK_ALREADY_EXISTS: ({ agent_id, task_id }) => ({
      error: `Agent ${agent_id} has a task ${task_id} already, and it is another one.`,
      hint: "The original tool gave some ids twice. agent-tasks doctor --repair gives each its own; then try again.",
    }),
    SUPERSEDED: ({ agent_id, task_id, attempt, outcome, ended_at, task_status, current_attempt }) => ({
      error: `Attempt ${attempt} at ${task_id} is over (${outcome}${ended_at === undefined ? "" : ` at ${ended_at}`}): the task is ${task_status}, at attempt ${current_attempt}.`,
      hint: `Nothing was changed. Stop working on ${task_id}, and do not repeat this call; what you found may help the others: agent-tasks get --task-id ${task_id} shows how it stands. Then take the next: agent-tasks start --agent ${agent_id}`,
    }),
    KEY_CONFLICT: ({ agent_id, key, task_id, differs_in }) => ({
      error: `The key ${quoted(key)} belongs to ${task_id} of agent ${agent_id}, ${differs_in.length === 0 ? "which is open" : `whose ${differs_in.join(", ")} is not the same`}.`,
      hint: `Use another key for another task, or see this one with: agent-tasks get --task-id ${task_id}`,
    }),
    QUEUE_FULL: ({ agent_id, limit }) => ({
      error: `Agent ${agent_id} has ${limit} pending tasks, and more are not taken.`,
      hint: "Work some off first, or give the task to another agent.",
    }),
    AGENT_AMBIGUOUS: ({ agent, candidates }) => ({
      error: `${quoted(agent)} can mean several agents: ${candidates.join(", ")}.`,
      hint: "Write the id exactly as it is listed.",
    }),
    LOCK_ACQUIRE_FAILED: ({ path, waited_ms, held_ms, holder }) => ({
      error: `Others kept the task root busy for ${waited_ms} ms (${path}${holder ? `, held by process ${holder.pid}, ${quoted(holder.command)}` : ""}${held_ms === undefined ? "" : `, for ${held_ms} ms`}).`,
      hint: "Nothing was changed: the same call can safely be repeated.",
    }),
    STORE_CORRUPT: ({ path, problem, detail }) => ({
      error: `${path} cannot be trusted: ${STORE_PROBLEMS[problem]}${detail === undefined ? "" : ` (${detail})`}.`,
      hint: "Leave it as it is, and tell a person: agent-tasks doctor says what is wrong. The queues of other agents go on: name the agent with --agent.",
    }),
    SCHEMA_TOO_NEW: ({ path, schema_version, supported_version, needs_version }) => ({
      error: `${path} was written by a newer agent-tasks (format ${schema_version}; this one knows ${supported_version}).`,
      hint: `Nothing was changed. Install ${needs_version === undefined ? "the newest version" : `version ${needs_version} or a newer one`}: npm install -g agent-task-list@${needs_version === undefined ? "latest" : `">=${needs_version}"`}`,
    }),
  },
};

/** What cannot be done with a task in its state. */
const ACTIONS: Readonly<Partial<Record<string, string>>> = {
  edit: "be changed",
  move: "be moved",
  hold: "be put on hold",
  release: "be released",
  note: "take a note",
  renew: "have its lease renewed",
};

const WAITS: Readonly<Record<string, string>> = {
  hold: "it is on hold",
  queue_hold: "its queue is on hold",
  dependency: "it waits for other tasks",
  not_before: "it is not to be started before",
  retry_delay: "it waits after a failure until",
};

function transitionError({
  task_id,
  task_status,
  wanted_status,
  action,
  waits_for,
  ready_at,
}: ErrorFacts["INVALID_TRANSITION"]): string {
  if (waits_for !== undefined) {
    return `Task ${task_id} cannot be started now: ${WAITS[waits_for]}${ready_at === undefined ? "" : ` ${ready_at}`}.`;
  }
  const wanted = action === undefined ? `become ${wanted_status}` : (ACTIONS[action] ?? action);
  return `Task ${task_id} is ${task_status}, so it cannot ${wanted}.`;
}

function transitionHint({ agent_id, task_id, current_task_id, waits_for }: ErrorFacts["INVALID_TRANSITION"]): string {
  if (waits_for === "queue_hold") return `Let it go on with: agent-tasks release --agent ${agent_id}`;
  if (waits_for === "hold") return `Let it go on with: agent-tasks release --agent ${agent_id} --task-id ${task_id}`;
  if (waits_for === "dependency") return `See for which, with: agent-tasks why --task-id ${task_id}`;
  if (waits_for !== undefined) {
    return `Ask again then, or: agent-tasks edit --agent ${agent_id} --task-id ${task_id} --not-before none`;
  }
  return current_task_id === undefined
    ? `See it with: agent-tasks get --task-id ${task_id}`
    : `The current task is ${current_task_id}; see the other with: agent-tasks get --task-id ${task_id}`;
}

const SYSTEM_REASONS: Readonly<Record<string, string>> = {
  EACCES: "no permission (EACCES)",
  EDQUOT: "the disk quota is used up (EDQUOT)",
  EIO: "the disk reports an error (EIO)",
  EMFILE: "too many open files (EMFILE)",
  ENOENT: "it does not exist (ENOENT)",
  ENOSPC: "the disk is full (ENOSPC)",
  ENOTDIR: "it is not a folder (ENOTDIR)",
  EPERM: "not permitted (EPERM)",
  EROFS: "the file system is read-only (EROFS)",
};

const STORE_PROBLEMS: Readonly<Record<StoreProblem, string>> = {
  empty_file: "it is empty",
  not_utf8: "it is not UTF-8 text",
  not_json: "it is not JSON",
  too_large: "it is larger than 256 MiB",
  too_deep: "it is nested too deeply",
  number_too_large: "its number is so large that none can follow",
  not_a_task_list: "it is not a task list",
  not_a_task: "it is not a task",
  not_a_key: "it does not say which task has the key",
  not_a_purge: "it does not say what was purged",
  task_missing: "it tells of a task that neither a list nor the archive has",
  list_missing: "it is gone, and the index tells of its tasks",
  another_agents_list: "it is another agent's list",
  symbolic_link: "it is a symbolic link",
  not_a_file: "it is not a regular file",
  not_a_folder: "it is not a folder",
};

const INVALID_PARAMS: Readonly<Record<InvalidParamsProblem, (facts: InvalidParams, name: string) => string>> = {
  required: (_, name) => `${name} is missing.`,
  unknown: (_, name) => `There is no parameter ${name}.`,
  not_text: (_, name) => `${name} must be text.`,
  empty: (_, name) => `${name} must not be empty.`,
  too_long: ({ limit }, name) => `${name} is too long: at most ${limit} characters.`,
  too_large: ({ limit }, name) => `${name} is too large: at most ${limit} bytes.`,
  too_deep: ({ limit }, name) => `${name} is nested too deeply: at most ${limit} levels.`,
  forbidden_key: ({ given }, name) => `${name} must not have the key ${quoted(given)}.`,
  not_a_priority: ({ given }, name) =>
    `${name} must be a whole number from 1 to 10, or P0, P1, P2, P3; not ${quoted(given)}.`,
  not_an_agent_id: ({ given }) =>
    `${quoted(given)} cannot be an agent: letters, digits, _ and -, at most 64, the first a letter or digit.`,
  not_a_task_id: ({ given }) => `${quoted(given)} is not a task id.`,
  not_a_whole_number: ({ given, from = 0, limit }, name) =>
    `${name} must be a whole number from ${from} to ${limit}, not ${quoted(given)}.`,
  not_a_choice: ({ given, choices = [] }, name) =>
    `${name} must be one of ${choices.join(", ")}; not ${quoted(given)}.`,
  not_json: ({ given }, name) => `${name} is not JSON: ${given}.`,
  not_an_object: (_, name) => `${name} must be a JSON object.`,
  not_a_number: (_, name) => `${name} has a number that is too large to be kept.`,
  not_a_list: (_, name) => `${name} must be tasks: a JSON object, an array of them, or one a line.`,
  not_a_time: ({ given }, name) =>
    `${name} must be a time in ISO 8601, like 2026-04-10 or 2026-04-10T10:00:00+08:00; not ${quoted(given)}.`,
  not_a_month: ({ given }, name) => `${name} must be a month, like 2026-04; not ${quoted(given)}.`,
  not_a_duration: ({ given }, name) =>
    `${name} must be a duration, like 90s, 15m, 2h, 3d or 1w, at most ten years; not ${quoted(given)}.`,
  not_a_when: ({ given }, name) =>
    `${name} must be a duration, like 2h, or a time in ISO 8601, like 2026-04-10 or 2026-04-10T10:00:00+08:00; not ${quoted(given)}.`,
  not_an_attempt: ({ given, limit }, name) =>
    `${name} must be one that has begun, and of this task ${limit} have; not ${quoted(given)}.`,
  too_short: ({ given, limit = 0 }, name) => `${name} must be at least ${formatDuration(limit)}, not ${quoted(given)}.`,
  not_a_line: (_, name) => `${name} must be on one line, without control characters.`,
  in_the_past: ({ given }, name) => `${name} must lie in the future, and ${given} does not.`,
  in_the_future: ({ given }, name) => `${name} must lie in the past, and ${given} does not.`,
  needs_other: ({ given }, name) => `${name} says nothing without ${given}.`,
  same_agent: ({ given }) => `The task is to go to another agent than ${quoted(given)}, which has it.`,
  too_many: ({ limit }, name) => `${name} names too many: at most ${limit}.`,
  cycle: ({ given }, name) => `${name} would make tasks wait for one another: ${given}.`,
  not_a_label: (_, name) => `${name} must be on one line, without commas and control characters.`,
  from_after_to: ({ given = "to" }, name) => `The time in ${name} is after that in ${given}.`,
  not_together: ({ given }, name) => `${name} and ${given} cannot be given together.`,
  needs_terminal: (_, name) => `${name} is for a person at a terminal.`,
  seq_gone: ({ given, from }, name) =>
    `The journal no longer reaches back to ${name} ${given}: ${from === undefined ? "it is gone" : `it goes on from ${from}`}.`,
  seq_to_come: ({ given, limit }, name) =>
    `${name} ${given} is an event that there is not yet: the newest is ${limit}.`,
  not_confirmed: ({ given, count = 0 }) =>
    `Nobody has confirmed this for ${count} ${count === 1 ? "task" : "tasks"} of group ${quoted(given)}.`,
  purge_not_confirmed: ({ count = 0 }) =>
    `Nobody has confirmed that ${count} finished ${count === 1 ? "task goes" : "tasks go"} out of the history.`,
  not_empty: ({ path }, name) => `${name}: there is something in ${path} already.`,
  import_not_confirmed: ({ count = 0 }) =>
    `Nobody has confirmed that ${count} ${count === 1 ? "task comes" : "tasks come"} in.`,
  import_unknown: ({ given = "" }, name) => `${name} holds no tasks that can be read${IMPORT_FORMATS[given] ?? ""}.`,
  import_version: ({ given, limit }, name) =>
    `${name} was exported by a newer agent-tasks (version ${quoted(given)}; this one knows ${limit}).`,
  not_importable: ({ given, count = 1 }) =>
    `The file cannot be imported: ${given}${count === 1 ? "" : `, and ${count - 1} more`}.`,
  too_much_at_once: ({ limit = 0 }) => `These are more tasks than come in at once: at most ${limit / 1024 / 1024} MiB.`,
  file_exists: ({ path }) => `${path} exists already.`,
  another_agent: ({ given }) => `A task names another agent, ${quoted(given)}.`,
  key_used_twice: ({ given }) => `The key ${quoted(given)} is that of an earlier task of this call, which is another.`,
  not_utf8: ({ path }, name) => `${name} is not UTF-8 text${path === undefined ? "" : ` (${path})`}.`,
  file_unreadable: ({ path, given }, name) => `${name}: ${path} cannot be read (${given}).`,
  input_used_twice: (_, name) => `${name} asks for standard input, which another parameter has used.`,
  agent_unknown: () => "No agent is named.",
  unknown_command: ({ given }) => `There is no command ${quoted(given)}.`,
  unknown_option: ({ given }) => `There is no option ${given}.`,
  option_without_value: (_, name) => `${name} needs a value.`,
  option_as_value: ({ given }, name) => `${name} needs a value, and ${quoted(given)} looks like an option.`,
  excess_argument: ({ given }) => `${quoted(given)} is one word too many: every value belongs to an option.`,
};

const IMPORT_FORMATS: Readonly<Record<string, string>> = {
  csv: ": it is CSV, which is for spreadsheets and says less than the tasks do",
  md: ": it is Markdown, which is for reading and says less than the tasks do",
};

function invalidParams(facts: InvalidParams): Explanation {
  const sentence = INVALID_PARAMS[facts.problem](facts, facts.parameter ?? "a parameter");
  const error = facts.item === undefined ? sentence : `Item ${facts.item}: ${sentence}`;
  return { error, hint: invalidHint(facts) };
}

function invalidHint({ problem, command, parameter, given, choices = [] }: InvalidParams): string {
  if (problem === "agent_unknown") return "Say --agent <id>, or set AGENT_TASKS_AGENT.";
  if (problem === "not_together" && given === "input")
    return "Describe each task in input alone, or call once for each task.";
  if (problem === "not_together") return `Leave one of them out: ${parameter} or ${given}.`;
  if (problem === "needs_terminal")
    return "Leave it out for the board as it is now; programs follow what happens with `agent-tasks watch`.";
  if (problem === "purge_not_confirmed")
    return "Nothing was changed. See how many with --dry-run, and do it with --yes: it cannot be taken back.";
  if (problem === "not_confirmed") return "Nothing was changed. See which with --dry-run, and do it with --yes.";
  if (problem === "not_empty") return "Name an empty folder, or one that is not there yet.";
  if (problem === "import_not_confirmed") return "Nothing was changed. See what with --dry-run, and do it with --yes.";
  if (problem === "not_importable")
    return "Nothing was changed. All that is wrong with it: agent-tasks validate --file <file>";
  if (problem === "import_unknown")
    return "A file of `export` (json, jsonl), tasks as JSON lines, a task-list.json, or a folder that is a task root.";
  if (problem === "import_version")
    return "Nothing was changed. Install the newest version: npm install -g agent-task-list@latest";
  if (problem === "too_much_at_once") return "Nothing was changed. Import the agents one by one, with --agent.";
  if (problem === "file_exists") return "Name another file, or say --force to replace this one.";
  if (problem === "another_agent") return "One call makes tasks for one agent: call once for each.";
  if (problem === "required" && choices.length > 0) return `Say one of: ${choices.join(", ")}`;
  if (problem === "option_as_value") return `If it is meant as text: ${parameter}=${given}`;
  if (problem === "file_unreadable" && parameter === "file")
    return "Say where the file is: a path, or - for standard input.";
  if (problem === "file_unreadable") return "@ names a file to be read; text that begins with @ is written @@.";
  if (problem === "needs_other") return `Say ${given} too, or leave ${parameter} out.`;
  if (problem === "cycle") return "Leave one of these out: nothing of it could ever start.";
  if (problem === "too_large") return "Keep the text in a file of your own, and its path in the task.";
  const meant = problem === "not_a_choice" ? similarTo(given ?? "", choices) : undefined;
  if (meant !== undefined) return `Did you mean ${meant}?`;
  const isUnknown = problem === "unknown_command" || problem === "unknown_option";
  if (isUnknown && choices.length > 0) return `Did you mean ${choices.join(" or ")}?`;
  const help = `agent-tasks ${command === undefined ? "" : `${command} `}--help`;
  if (isUnknown) return `See them with: ${help}`;
  return `Correct the call (${help} shows how it is made); repeating it as it is does not help.`;
}
