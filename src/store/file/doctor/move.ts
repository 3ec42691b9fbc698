import type { Located } from "../../../domain/agent-list.ts";

/** A record that leaves its place: the task goes on elsewhere, or under another id. */
export interface Move {
  readonly from: Located;
  readonly to: { readonly agent_id: string; readonly task_id: string };
}
