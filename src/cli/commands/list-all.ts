import { type AgentsResult, listAgents } from "../../app/list-agents.ts";
import { defineCommand } from "../command.ts";

export const listAll = defineCommand({
  operation: listAgents,
  group: "look",
  hasDefaultAgent: false,
  flags: [],
  json: (result) => result,
  plain: ({ agents }) => agents.map(rowOf),
  table: ({ agents }) => ({
    columns: ["columns_agent", "columns_current", "columns_pending", "columns_completed", "columns_failed"],
    rows: agents.map(rowOf),
  }),
});

function rowOf({ agent_id, task_count }: AgentsResult["agents"][number]): readonly string[] {
  const { current, pending, completed, failed } = task_count;
  return [agent_id, ...[current, pending, completed, failed].map(String)];
}
