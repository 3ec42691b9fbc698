import { type CreateResult, createTask } from "../../app/create-task.ts";
import { taskFields } from "../../app/new-task-input.ts";
import { defineCommand } from "../command.ts";
import { AGENT, DEPENDENCY_FLAGS, FIELDS, GROUP, TAG } from "../flags.ts";

export const create = defineCommand({
  operation: createTask,
  group: "work",
  hasDefaultAgent: true,
  inputRule: {
    oneOf: [
      { required: ["name"], not: { required: ["input"] } },
      {
        required: ["input"],
        not: { anyOf: Object.keys(taskFields).map((field) => ({ required: [field] })) },
      },
    ],
  },
  flags: [
    AGENT,
    { parameter: "name", value: "<text>" },
    { parameter: "description", value: "<text>", isText: true },
    { parameter: "priority", value: "<1-10>" },
    { parameter: "agent_name", value: "<text>" },
    { parameter: "metadata", value: "<json>", isText: true, isJson: true },
    { parameter: "key", value: "<text>" },
    { parameter: "key_scope", value: "<scope>" },
    { parameter: "not_before", value: "<time>" },
    { parameter: "due", value: "<time>" },
    { parameter: "lease", value: "<time>" },
    { parameter: "max_expiries", value: "<n>" },
    { parameter: "max_attempts", value: "<n>" },
    { parameter: "retry_delay", value: "<time>" },
    { parameter: "backoff", value: "<kind>" },
    ...DEPENDENCY_FLAGS,
    TAG,
    GROUP,
    { parameter: "parent", value: "<id>" },
    { parameter: "input", value: "<tasks>", isText: true, isTasks: true },
    FIELDS,
  ],
  json: ({ tasks, agent_created, root_created }, { input }) => ({
    ...firstOf(tasks),
    ...(input && { task_ids: tasks.map(({ task_id }) => task_id), count: tasks.length }),
    agent_created,
    root_created,
  }),
  message: ({ tasks }, { messages: { done } }) => {
    const [first] = tasks;
    const added = tasks.filter(({ created }) => created);
    if (!first) return done.nothing_created();
    if (tasks.length > 1 && added.length !== 1) return done.created_many(added.length, first.task.agent_id);
    if (added.length > 0) return done.created(first.task.agent_id);
    const { status, key_scope } = first.task;
    return key_scope === "ever" ? done.key_taken(first.task_id, status) : done.exists(first.task_id);
  },
  withTasks: (result, change) => ({
    ...result,
    tasks: result.tasks.map((created) => ({ ...created, task: change(created.task) })),
  }),
  tasks: ({ tasks }) => tasks.map(({ task }) => task),
  plain: ({ tasks }) => tasks.map(({ task_id }) => [task_id]),
});

function firstOf([first]: CreateResult["tasks"]): object {
  return first ? { task_id: first.task_id, created: first.created, task: first.task } : {};
}
