import { openFollowWords } from "../../app/messages/open-follow-words.ts";
import { type WaitResult, waitForTasks } from "../../app/wait-for-tasks.ts";
import { isEnd } from "../../domain/ending.ts";
import { type GoalAnswer, isLost } from "../../domain/goal.ts";
import type { Language } from "../../app/settings.ts";
import { defineCommand } from "../command.ts";
import { EXIT_STATUS } from "../exit-codes.ts";

const STATUS: Readonly<Record<GoalAnswer, number>> = {
  REACHED: 0,
  NOT_YET: EXIT_STATUS.QUEUE_EMPTY,
  UNREACHABLE: EXIT_STATUS.INVALID_TRANSITION,
};

export const wait = defineCommand({
  operation: waitForTasks,
  group: "look",
  hasDefaultAgent: false,
  flags: [
    { parameter: "task_id", value: "<ids>" },
    { parameter: "for", value: "<state>" },
    { parameter: "timeout", value: "<time>" },
  ],
  exitStatus: ({ answer }) => STATUS[answer],
  json: (result) => result,
  message: (result, { lang }) => messageOf(result, lang),
  plain: rowsOf,
  table: (result) => ({ columns: ["id", "status", "agent"], rows: rowsOf(result) }),
});

function rowsOf({ tasks }: WaitResult): readonly (readonly string[])[] {
  return tasks.map(({ task_id, task_status, agent_id }) => [task_id, task_status, agent_id]);
}

async function messageOf({ answer, for: goal, tasks }: WaitResult, lang: Language): Promise<string | undefined> {
  if (answer === "REACHED") return undefined;
  const { notYet, unreachable } = await openFollowWords(lang);
  if (answer === "UNREACHABLE") return unreachable(tasks.filter(({ task_status }) => isLost(goal, task_status)));
  const open = tasks.filter(({ task_status }) =>
    goal === "ended" ? !isEnd(task_status) : task_status !== "completed",
  );
  return notYet(goal, open);
}
