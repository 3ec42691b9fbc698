import type { AgentList } from "../domain/agent-list.ts";
import { finishedTasks } from "../domain/find-task.ts";
import type { RestoredList } from "../domain/import-journal.ts";
import { trimTo } from "../domain/trim.ts";
import { type App, changeTasks } from "./operation.ts";
import type { Warned } from "./warning.ts";

/**
 * Lists hold all that came into them until it is in the archive too; from then on the newest of it, and no longer what the
 * import owed. A restored list holds as much as where it comes from. One commit a list: none of it can be seen in between,
 * but for where a finished task is found.
 */
export async function tidyLists(
  app: App,
  agents: readonly string[],
  restored: readonly RestoredList[] = [],
): Promise<void> {
  const listed = new Map(restored.map((each) => [each.list.agent_id, each.listed]));
  const keep = app.settings.keep_finished.value;
  const tidied = (list: AgentList) =>
    trimTo(list, listed.get(list.agent_id) ?? { completed: keep, failed: keep, cancelled: keep });
  const isUntidy = (list: AgentList) =>
    list.outbox.events.length > FEW ||
    list.outbox.purged !== undefined ||
    finishedTasks(tidied(list)).length < finishedTasks(list).length;
  const { lists } = await app.store.read({ agents });
  for (const { agent_id } of [...lists.values()].filter(isUntidy)) {
    // oxlint-disable-next-line no-await-in-loop -- one commit after another
    await changeTasks<Warned>(app, { agents: [agent_id] }, (facts) => ({
      lists: [...facts.lists.values()].filter(isUntidy).map(tidied),
      result: {},
    }));
  }
}

/** So many events may stand in a list until its next change: every command that reads it reads them too. */
const FEW = 20;
