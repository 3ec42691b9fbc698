import * as z from "zod";
import type { CommandName } from "../../app/messages/help.ts";
import { SEVERITIES } from "../../domain/finding.ts";
import { TASK_ACTIONS } from "../../domain/task-words.ts";
import { Attempt, Note, Task } from "../../domain/task.ts";
import { EXIT_STATUS } from "../exit-codes.ts";
import { boardOutput } from "./board-output.ts";
import { PURGE_OUTPUT } from "./purge-output.ts";
import { statsOutput } from "./stats-output.ts";
import { always, count, taskCount, text, time, when, yesNo } from "./parts.ts";
import { IMPORT_OUTPUTS } from "./import-outputs.ts";

// What the commands print as JSON. Each description says when a key is there, and what it holds: the tables of
// docs/json-output.md are made of them. A test holds every document that the tests see against these.

const task = Task.meta({ id: "task" });
const tasks = z.array(task);

const setting = <Schema extends z.ZodType>(value: Schema) => z.object({ value, origin: always(text) });
const origin = "the flag, variable or rule that chose it, as in all others";

const ended = {
  task_id: always(text),
  changed: when("`false` if the task had ended in this way before; else absent", yesNo),
};
const alsoCancelled = z
  .array(
    z.object({
      agent_id: text.describe("tasks that depend on one that failed were cancelled too: the agent of each"),
      task_id: text.describe("likewise: its id"),
    }),
  )
  .optional();
const ofGroup = {
  group: when("with `--group`", text),
  count: when("with `--group`: how many tasks were changed", count),
  tasks: when(
    "with `--group`",
    z.array(
      z.object({
        agent_id: text.describe("with `--group`: the agent of each task"),
        task_id: text.describe("with `--group`: its id"),
      }),
    ),
  ),
};
const worked = {
  task_id: always(text),
  attempt: always(count),
  lease_expires_at: when("it has a lease: the new end of it", time),
};
const cared = {
  agent_id: always(text),
  task_id: when("it was about a task, not the whole queue", text),
  changed: when("`false` if it was so before; else absent", yesNo),
};
const caredForMany = {
  ...cared,
  agent_id: always(text.nullable(), "null with `--group`, for all agents"),
  ...ofGroup,
};
const standing = {
  root: z.object({ value: always(text), origin: always(text, origin), exists: always(yesNo) }),
  agent_id: always(text.nullable(), "null if nobody has said who asks"),
  current_task: always(task.nullable()),
  next_task: always(task.nullable(), "the pending task that would start next"),
  pending: always(count.nullable(), "how many tasks of this agent wait; null where that is not known"),
  agents: always(z.array(text).nullable(), "all that have a queue; null where that is not known"),
  total_tasks: z.object(taskCount).nullable(),
  next: always(z.array(text), "what to type next"),
  code: when("something of this is not known: the error's code, and `message` says more", text),
};
const settings = {
  output: setting(always(text)),
  lang: setting(always(text)),
  lock_timeout_ms: setting(always(count)),
  keep_finished: setting(always(count)),
  default_lease: setting(always(text)),
};
const finding = z.object({
  problem: z.enum(Object.keys(SEVERITIES)).describe("always: which of those in docs/reliability.md"),
  severity: z.enum(["error", "warning", "note"]).describe("always"),
  what: always(text, "what is wrong, in a sentence"),
  repair: always(text, "what a repair does, or what a person has to do"),
  path: when("it is about a file", text),
  agent_id: when("it is about a queue", text),
  task_id: when("it is about a task", text),
  task_ids: when("it is about several: the first 20", z.array(text)),
  places: when("`duplicate_id`, `task_in_two_places`: `coder/pending_tasks`", z.array(text)),
  count: when("how many are concerned", count),
  said: when("what the file says, where it is wrong", z.union([text, z.number()])),
  actual: when("what is true", z.union([text, z.number()])),
  reason: when("why, or which field", text),
  repaired: when("with `--repair`: whether it is mended", yesNo),
});
const note = finding.pick({ problem: true, severity: true, what: true, repair: true }).extend({
  agent_id: always(text),
  task_id: always(text),
  actual: always(text, "for how long it has been running, or its lease has been out"),
});
const withList = (schema: z.ZodType) =>
  z.object({ value: when("with `list`", schema), origin: when("with `list`", text) });

const delivered = (condition: string) =>
  z.array(
    z.object({
      task_id: text.describe(`${condition}: the tasks on which it depends, the id of each`),
      agent_id: text.nullable().describe("likewise: its agent; null if nothing is left of it"),
      task_status: text.nullable().describe("likewise"),
      name: text.nullable().describe("likewise"),
      result: text.optional().describe("likewise: what it has delivered, if it was completed with a result"),
    }),
  );
const event = {
  seq: always(count, "rises with each event"),
  at: always(time),
  agent_id: always(text),
  task_id: always(text.nullable(), "null if a whole queue was put on hold, or released"),
  action: z.enum(TASK_ACTIONS).describe("always"),
  old_status: always(text.nullable()),
  new_status: always(text.nullable()),
  operator: always(text, "who did it"),
  name: when("the event tells the task's name", text),
  message: when("somebody said something: a note, a result, an error, a reason; at most 200 characters", text),
  group: when("the task belongs to a group", text),
  tags: when("the task has tags", z.array(text)),
  parent_id: when("the task has a parent", text),
  moved_to: z
    .object({
      agent_id: text.describe("the task has gone there"),
      task_id: text.describe("likewise"),
    })
    .optional(),
};

const parts = (condition: string) =>
  z.object({
    total: count.describe(condition),
    pending: count.describe("likewise: how many of them are pending"),
    running: count.describe("likewise"),
    completed: count.describe("likewise"),
    failed: count.describe("likewise"),
    cancelled: count.describe("likewise"),
  });

/** What every success has. */
export const EVERY_SUCCESS = {
  status: z.literal("success").describe("always: `success`"),
  message: when("the command has changed something, or tells why not", text),
  dry_run: when("with `--dry-run`: `true`, and nothing was changed", yesNo),
  warnings: when("something is to be known besides, in the chosen language", z.array(text)),
};

/** What the success of a command has besides, by its name. */
export const OUTPUTS = {
  create: {
    task_id: when("always, but for an empty `--input`; the first of several", text),
    created: when("with `task_id`: `false` if a task had the same key and content", yesNo),
    task: when("with `task_id`", task),
    task_ids: when("with `--input`: in the order of the input", z.array(text)),
    count: when("with `--input`: how many there are", count),
    agent_created: when("`true` if the agent had no queue before", yesNo),
    root_created: when("`true` if the root did not exist before", yesNo),
  },
  start: {
    task_id: always(text),
    attempt: always(count, "which attempt at the task this is, from 1"),
    resumed: when("with `--resume`: `true` if the task was running already", yesNo),
    task: always(task),
    dependencies: delivered("with `--with-results`").optional(),
    expired: z
      .object({
        task_id: text.describe("the task that was running until its lease ran out"),
        attempt: count.describe("likewise: the attempt that is over"),
        task_status: text.describe("likewise: `pending`, or `failed` for good"),
      })
      .optional(),
    also_cancelled: alsoCancelled,
  },
  complete: ended,
  fail: {
    ...ended,
    will_retry: when("`true` if the task waits for its next attempt", yesNo),
    retry_at: when("likewise, if it waits for some time", time),
    also_cancelled: alsoCancelled,
  },
  cancel: {
    ...ended,
    task_id: when("without `--group`", text),
    agent_id: when("with `--group`: null for all agents", text.nullable()),
    ...ofGroup,
    also_cancelled: alsoCancelled,
  },
  retry: { task_id: always(text) },
  restore: { task_id: always(text) },
  check: {
    agent_id: always(text),
    answer: always(text, "`WORK_NEEDED`, `RESUME` or `NO_REPLY`"),
    task_id: when("there is a task to take or to go on with, or one runs", text),
    task_name: when("likewise", text),
    priority: when("likewise", z.number()),
    attempt: when("likewise: which attempt at it that is", count),
    ready: always(count, "how many pending tasks can be started now"),
    waiting: always(count, "how many have to wait"),
    oldest_at: always(time.nullable(), "since when the oldest that can be started has been there"),
    started_at: when("a task runs: since when", time),
    lease_expires_at: when("it has a lease: until when", time),
    is_lease_out: when("`true` if that is over", yesNo),
    held: when("`true` if the queue is on hold", yesNo),
  },
  note: { ...worked, changed: when("`false` if its last note says the same, and it has no lease; else absent", yesNo) },
  renew: { ...worked, changed: when("`false` if there was nothing to renew; else absent", yesNo) },
  resume: {
    agent_id: always(text),
    task: always(task.nullable(), "null if none is running"),
    attempt: always(count.nullable(), "which attempt at it runs"),
    attempts: z.array(Attempt).describe("always: what those before left"),
    notes: z.array(Note).describe("always: those of the running attempt"),
    progress: always(count.nullable(), "0 to 100"),
    started_at: always(time.nullable()),
    due_at: always(time.nullable()),
    is_overdue: always(yesNo),
    lease_expires_at: always(time.nullable()),
    is_lease_out: always(yesNo),
    next_task: always(task.nullable(), "the one that would start next, if none is running"),
    dependencies: delivered("the running task, or the next, depends on others").describe("always"),
    next: always(z.array(text), "what to type next"),
  },
  edit: cared,
  hold: caredForMany,
  release: caredForMany,
  move: {
    task_id: always(text),
    agent_id: always(text, "the agent that has it now"),
    changed: when("`false` if it was there before; else absent", yesNo),
    agent_created: when("`true` if the agent had no queue before", yesNo),
  },
  list: {
    totals: z.object({
      current: always(count, "0 or 1"),
      pending: always(count),
      completed: always(count, "all that were, also those that the list no longer holds"),
      failed: always(count, "likewise"),
      cancelled: always(count, "likewise"),
      all: always(count, "the sum"),
    }),
    total: when("with `--limit`, or where labels are asked for: how many such tasks the list holds", count),
    returned: when("likewise: how many of them are here", count),
    agent_id: always(text),
    agent_name: always(text),
    current_task: always(task.nullable()),
    pending_tasks: always(tasks, "in the order in which they will start"),
    completed_tasks: always(tasks, "the newest 20 (`keep_finished`), oldest first"),
    failed_tasks: always(tasks, "likewise"),
    cancelled_tasks: always(tasks, "likewise"),
    children: when(
      "open tasks have parts: by the id of each, how far these have come, as in `get`",
      z.record(text, parts("how many")),
    ),
    created_at: always(time.nullable(), "null if the agent has no queue yet"),
    updated_at: always(time.nullable(), "likewise"),
    hold: z
      .object({
        at: time.describe("the whole queue is on hold: since when"),
        reason: when("likewise, if a reason was given", text),
        by: when("likewise, if an operator did it", text),
      })
      .optional(),
  },
  "list-all": {
    agents: z.array(
      z.object({
        agent_id: always(text),
        agent_name: always(text),
        task_count: z.object(taskCount),
        last_updated: always(time.nullable()),
      }),
    ),
    total_tasks: z.object(taskCount),
  },
  get: {
    task: always(task),
    agent_id: always(text),
    location: always(
      text,
      "`current_task`, `pending_tasks`, `completed_tasks`, `failed_tasks`, `cancelled_tasks`, `history` (the archive)",
    ),
    children: parts("it has parts: how many").optional(),
    also: z
      .array(
        z.object({
          agent_id: text.describe(
            "with `also`: the other tasks of that id, where the original tool gave it twice; with `--agent` those of that agent",
          ),
          location: text.describe("with `also`"),
        }),
      )
      .optional(),
  },
  why: {
    task_id: always(text),
    agent_id: always(text),
    answer: always(text, "`WAITS`, `NEXT` (the next start takes it), `RUNNING` or `ENDED`"),
    task_status: always(text),
    reasons: z
      .array(
        z.object({
          reason: text.describe(
            "it waits: why, `agent_busy`, `dependency`, `not_before`, `retry_delay`, `queue_hold`, `hold` or `behind`",
          ),
          agent_id: text
            .nullable()
            .describe("likewise: whose task or queue it is about; null if nothing is left of it"),
          task_id: text
            .nullable()
            .describe("likewise: the task it is about, the other one or itself; null for a queue on hold"),
          change: text.describe(
            "likewise: what would do away with it, `the_other_ends`, `the_other_is_completed`, `the_other_is_retried`, `the_other_is_restored`, `it_does_not_depend_on_it`, `time_passes`, `it_is_released` or `those_ahead_start`",
          ),
          command: text.describe("likewise: what to type, for that or to see more"),
          since: when("`agent_busy`, `queue_hold`, `hold`: since when; null if that is not known", time.nullable()),
          lease_expires_at: when("`agent_busy`: until when the other is leased, if it is", time.nullable()),
          task_status: when("`dependency`: how the other stands; null if nothing is left of it", text.nullable()),
          mode: when("`dependency`: `all`, or `any` if one of those named is enough", text),
          on_failure: when("`dependency`: `wait`, `cancel` or `run`", text),
          is_doomed: when("`dependency`: whether it cannot run any more, so that the next start cancels it", yesNo),
          until: when("`not_before`, `retry_delay`: until when", time),
          hold_reason: when("`queue_hold`, `hold`: why, if somebody said it", text.nullable()),
          by: when("likewise: who did it, if an operator", text.nullable()),
          task_ids: when("`behind`: the first 20 ready tasks that stand ahead, in their order", z.array(text)),
          count: when("likewise: how many there are", count),
        }),
      )
      .describe("always: every reason that holds; as long as one does, it is not started"),
  },
  query: {
    agent_id: always(text.nullable(), "null for all agents"),
    total: always(count, "how many there are"),
    returned: always(count, "how many are here"),
    tasks: z.array(z.object({ task: always(task), location: always(text, "as of `get`") })),
  },
  graph: {
    nodes: z.array(
      z.object({
        task_id: always(text),
        agent_id: always(text.nullable(), "null, as the three that follow, if nothing is left of the task"),
        name: always(text.nullable()),
        task_status: always(text.nullable()),
        priority: always(z.number().nullable()),
        waits: always(yesNo, "whether it is pending, and that on which it depends is not done"),
        waits_for: when(
          "it is pending, and not to be started now: `hold`, `dependency`, `not_before`, `retry_delay`",
          text,
        ),
        depends_mode: when("`any` if one of those on which it depends is enough", text),
        group: when("it has one", text),
      }),
    ),
    edges: z.array(
      z.object({ task_id: always(text), depends_on: always(text, "the task on which that one depends, also a node") }),
    ),
    total: always(count, "how many tasks these are"),
  },
  board: boardOutput,
  stats: statsOutput,
  history: {
    agent_id: always(text),
    total: always(count, "how many there are"),
    returned: always(count, "how many are here"),
    history: always(tasks, "completed, failed and cancelled, the newest first"),
  },
  log: {
    returned: always(count, "how many are here"),
    more: always(yesNo, "whether there are more"),
    events: z.array(z.looseObject(event)),
  },
  watch: {
    ...event,
    action: z.enum([...TASK_ACTIONS, "ready"]).describe("always; `ready` with `--ready`, and nothing else"),
    old_status: when("not with `--ready`", text.nullable()),
    new_status: when("not with `--ready`", text.nullable()),
    operator: when("not with `--ready`: who did it", text),
    priority: when("with `--ready`", z.number()),
  },
  wait: {
    answer: always(text, "`REACHED`, `NOT_YET` or `UNREACHABLE`"),
    for: always(text, "`completed` or `ended`"),
    tasks: z.array(z.object({ task_id: always(text), agent_id: always(text), task_status: always(text) })),
    waited_ms: always(count, "for how long"),
  },
  doctor: {
    sound: always(yesNo, "whether nothing is wrong; with `--repair`, whether nothing is wrong any more"),
    root: setting(always(text)),
    agent: setting(always(text.nullable())),
    node: always(text, "the version of Node"),
    lock: z
      .object({
        pid: when("somebody holds the lock: the process; null if that is not known", count.nullable()),
        command: when("likewise: what it does", text.nullable()),
        held_ms: when("likewise: for how long", count),
        is_alive: when("likewise: null if that cannot be known", yesNo.nullable()),
      })
      .nullable(),
    findings: z.array(finding),
    notes: z
      .array(note)
      .describe("always: tasks that have been running for more than 4 hours (without `--stale`), leases that ran out"),
    busy: when("`true` if others wrote all the time: then some findings may be their unfinished work", yesNo),
    saved: when("with `--repair`: where copies of what was replaced lie", z.array(text)),
    rebuilt: when(
      "with `--repair`: the lists that were made again",
      z.array(
        z.object({
          agent_id: text.describe("with `rebuilt`"),
          tasks: count.describe("with `rebuilt`: how many open tasks it has"),
          missing: count.describe("with `rebuilt`: how many that the index had counted could not be brought back"),
        }),
      ),
    ),
    lost: when(
      "with `--repair`: finished tasks of which nothing is left but that they ended",
      z.array(
        z.object({
          agent_id: text.describe("with `lost`"),
          task_id: text.describe("with `lost`"),
        }),
      ),
    ),
    renumbered: when(
      "with `--repair`: the tasks that have a new id",
      z.array(
        z.object({
          agent_id: text.describe("with `renumbered`"),
          from: text.describe("with `renumbered`: the old id"),
          to: text.describe("with `renumbered`: the new id"),
        }),
      ),
    ),
  },
  purge: PURGE_OUTPUT,
  ...IMPORT_OUTPUTS,
  where: {
    root: z.object({
      value: always(text, "the folder"),
      origin: always(text, origin),
      exists: always(yesNo, "whether it can be seen"),
    }),
    agent: setting(always(text.nullable(), "null if a call has to name one")),
    settings: z.object({ operator: setting(always(text.nullable(), "null for the agent itself")), ...settings }),
  },
  config: {
    path: always(text, "the config file"),
    key: when("with `get` and `set`: the setting", text),
    value: when("with `get` and `set`", z.union([text, count])),
    origin: when("with `get` and `set`: what chose the value", text),
    settings: z
      .object({
        output: withList(text),
        lang: withList(text),
        lock_timeout_ms: withList(count),
        keep_finished: withList(count),
        default_lease: withList(text),
      })
      .optional(),
  },
  prime: standing,
  overview: standing,
  completion: {}, // a script, and never JSON
  demo: {
    root: always(text, "the folder that was filled"),
    agents: always(z.array(text), "their ids"),
    tasks: always(count, "how many there are"),
    next: always(z.array(text), "commands that show something in it"),
  },
  schema: {
    command: always(text),
    input: always(z.record(text, z.unknown()), "the JSON Schema of what it takes; `task_id` is `--task-id` as a flag"),
    output: always(z.record(text, z.unknown()), "the JSON Schema of what it prints on success"),
    error: always(z.record(text, z.unknown()), "the JSON Schema of what it prints when it is refused"),
  },
} satisfies Readonly<Record<CommandName | "overview", z.ZodRawShape>>;

/** What every refusal prints; the facts of each code come besides. */
export const REFUSAL = z.looseObject({
  status: z.literal("error").describe("always: `error`"),
  error: always(text, "what is wrong, in a sentence of the chosen language"),
  code: z.enum(Object.keys(EXIT_STATUS)).describe("always: one of those below"),
  hint: always(text, "what to do next"),
  retryable: always(yesNo, "`true` if the same call may succeed when it is repeated"),
});
