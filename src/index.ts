/**
 * The library: the queues of a task root, for programs in the same process.
 *
 *     const tasks = openTaskRoot("/srv/agent-tasks");
 *     await tasks.create({ agent: "coder", name: "Fix the login" });
 *     const { task } = await tasks.start({ agent: "coder" });
 */
export type { Briefing } from "./app/brief-agent.ts";
export type { CareResult } from "./app/care-for-task.ts";
export type { GroupResult } from "./app/change-group.ts";
export type { CheckResult } from "./app/check-queue.ts";
export type { RetryResult } from "./app/bring-back.ts";
export type { CreateResult, CreatedTask } from "./app/create-task.ts";
export type { EndResult } from "./app/end-task.ts";
export type { Explained, WhyAnswer, WhyResult } from "./app/explain-wait.ts";
export type { GetResult } from "./app/get-task.ts";
export type { AgentsResult } from "./app/list-agents.ts";
export type { ListResult } from "./app/list-tasks.ts";
export { explainError } from "./app/messages/explain-error.ts";
export type { Explanation } from "./app/messages/refusals.ts";
export type { MoveResult } from "./app/move-task.ts";
export { openTaskRoot } from "./app/open-task-root.ts";
export type { QueryResult } from "./app/query-tasks.ts";
export type { Language } from "./app/settings.ts";
export type { ReadyTask } from "./app/ready-tasks.ts";
export type { GraphResult } from "./app/show-graph.ts";
export type { HistoryResult } from "./app/show-history.ts";
export type { StatsResult } from "./app/show-stats.ts";
export type { StartResult } from "./app/start-task.ts";
export type { CallOptions, TaskRoot, TaskRootOptions, WaitOptions } from "./app/task-root.ts";
export type {
  CancelGroupInput,
  CancelInput,
  CheckInput,
  CompleteInput,
  CreateInput,
  EditInput,
  FailInput,
  GetInput,
  GraphInput,
  GroupInput,
  HistoryInput,
  HoldGroupInput,
  HoldInput,
  LabelInput,
  ListInput,
  LogInput,
  MoveInput,
  NewTaskInput,
  NoteInput,
  Priority,
  QueryInput,
  ReleaseInput,
  RenewInput,
  RestoreInput,
  ResumeInput,
  RetryInput,
  StartInput,
  StatsInput,
  WhyInput,
  WaitInput,
  WatchInput,
  WatchReadyInput,
} from "./app/task-root-input.ts";
export type { ToldEvent, ToldEvents } from "./app/told-event.ts";
export type { WaitedTask, WaitResult } from "./app/wait-for-tasks.ts";
export type { WorkResult } from "./app/work-on-task.ts";
export type { Warned, Warning } from "./app/warning.ts";
export type { Location } from "./domain/agent-list.ts";
export { type ErrorCode, type ErrorFacts, type InvalidParams, TaskListError } from "./domain/errors.ts";
export type { Reason } from "./domain/why.ts";
export type { TaskAction } from "./domain/event.ts";
export type { Goal, GoalAnswer } from "./domain/goal.ts";
export type { GraphEdge, GraphNode } from "./domain/graph.ts";
export type { Attempt, Note, Task, TaskStatus } from "./domain/task.ts";
export type { TaskCount, TaskTotals } from "./domain/totals.ts";
