import { type GroupResult, notConfirmed } from "../../app/change-group.ts";
import type { InputFields } from "../../app/input.ts";
import { openPageWords } from "../../app/messages/open-messages.ts";
import type { GroupAction, GroupWords } from "../../app/messages/page-words.ts";
import { visible } from "../../app/messages/visible.ts";
import type { Operation } from "../../app/operation.ts";
import { invalid } from "../../domain/errors.ts";
import { type Asked, type Command, defineCommand, type Flag, type GivenFlags, type Variant } from "../command.ts";
import { confirmCount, YES } from "../confirm.ts";
import { AGENT, GROUP } from "../flags.ts";

/** What a command does with a whole group, where the line names one. `others` are the flags that do not go with that. */
export function ofGroup<Fields extends InputFields>(
  operation: Operation<Fields, GroupResult>,
  { action, flags, others }: { readonly action: GroupAction; readonly flags: readonly Flag[]; readonly others: string },
): Variant {
  const isMeant = (given: GivenFlags) => {
    if (given["group"] === undefined) return false;
    if (given[others] !== undefined) throw invalid("not_together", { parameter: others, given: "group" });
    return true;
  };
  return { command: groupCommand(operation, action, flags), isMeant };
}

function groupCommand<Fields extends InputFields>(
  operation: Operation<Fields, GroupResult>,
  action: GroupAction,
  flags: readonly Flag[],
): Command<Fields, GroupResult> {
  return defineCommand({
    operation,
    group: "care",
    hasDefaultAgent: false, // without one it speaks of all agents
    flags: [AGENT, GROUP, YES, ...flags],
    confirm: (asked) => confirmGroup(action, asked),
    json: ({ group, agent_id, count, tasks, also_cancelled }) => ({ group, agent_id, count, tasks, also_cancelled }),
    message: async (result, { lang }) => sentence(action, result, (await openPageWords(lang)).group),
    plain: rowsOf,
    table: (result) => ({ columns: ["id", "agent"], rows: rowsOf(result) }),
  });
}

function rowsOf({ tasks }: GroupResult): readonly (readonly string[])[] {
  return tasks.map(({ agent_id, task_id }) => [task_id, agent_id]);
}

function sentence(action: GroupAction, result: GroupResult, words: GroupWords): string {
  const { group, count, also_cancelled = [] } = result;
  if (count === 0) return words.none(group);
  const also = also_cancelled.length === 0 ? "" : words.also_cancelled(also_cancelled.length);
  return words.done[action](tasksOf(result, words)) + also;
}

function tasksOf({ group, count, tasks }: GroupResult, words: GroupWords): string {
  return words.tasks(count, visible(group), new Set(tasks.map(({ agent_id }) => agent_id)).size);
}

function confirmGroup(action: GroupAction, asked: Asked<GroupResult>): Promise<{ readonly expected_count?: number }> {
  return confirmCount(asked, {
    countOf: ({ count }) => count,
    isNothing: ({ count }) => count === 0,
    ask: async (result) => {
      const { group: words } = await openPageWords(asked.lang);
      return words.ask[action](tasksOf(result, words));
    },
    refusal: ({ group, count }) => notConfirmed(group, count),
  });
}
