import { type AgentsResult, listAgents } from "../../app/list-agents.ts";
import { defineCommand } from "../command.ts";
import { TIME_FLAGS } from "../flags.ts";

export const listAll = defineCommand({
  operation: listAgents,
  group: "look",
  hasDefaultAgent: false,
  flags: TIME_FLAGS,
  json: (result) => result,
  plain: ({ agents }) => agents.map(rowOf),
  page: async (result, { view }) => (await import("../output/agent-table.ts")).agentTable(result, view),
});

function rowOf({ agent_id, task_count }: AgentsResult["agents"][number]): readonly string[] {
  const { current, pending, completed, failed } = task_count;
  return [agent_id, ...[current, pending, completed, failed].map(String)];
}
