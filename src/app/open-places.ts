import type { Located } from "../domain/agent-list.ts";
import type { LabelFilter } from "../domain/labels.ts";
import type { App } from "./operation.ts";

/** The open tasks of all agents: those that run, then those that wait. */
export async function openPlaces({ store }: App, labels: LabelFilter = {}): Promise<readonly Located[]> {
  const running = await store.tasks({ ...labels, status: "running" });
  const pending = await store.tasks({ ...labels, status: "pending" });
  return [...running.tasks, ...pending.tasks];
}
