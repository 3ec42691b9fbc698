import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { count } from "../figures.ts";
import { COMMANDS, OTHERS_COMMANDS, tryLine, usedRoot } from "./used-root.ts";

/** Lines of the journal that begin like ours. */
const LINES: Readonly<Record<string, string>> = {
  "nothing else": '{"seq":8}',
  "another kind of each field":
    '{"seq":8,"at":5,"agent_id":7,"task_id":null,"new_status":"failed","reopens":5,"task":7,"changes":9}',
  "a return from nowhere":
    '{"seq":8,"at":"2026-04-10T10:00:00Z","agent_id":"a","task_id":"task-002","action":"retry","old_status":"failed","new_status":"pending","reopens":5}',
  "no time":
    '{"seq":8,"at":"tomorrow","agent_id":"a","task_id":"task-009","action":"complete","new_status":"completed"}',
  "an id that is a path":
    '{"seq":8,"at":"2026-04-10T10:00:00Z","agent_id":"a","task_id":"../../elsewhere/task-list","action":"fail","new_status":"failed"}',
  "a task of nobody":
    '{"seq":8,"at":"2026-04-10T10:00:00Z","agent_id":"__proto__","task_id":"task-009","action":"cancel","new_status":"cancelled"}',
  "a task that is not there":
    '{"seq":8,"at":"2026-04-10T10:00:00Z","agent_id":"a","task_id":"task-009","action":"complete","new_status":"completed"}',
  "a depth bomb": `{"seq":8,"x":${"[".repeat(200_000)}${"]".repeat(200_000)}}`,
  "half a line": '{"seq":8,"at":"2026-04-10T10:00:00Z","agent_id":"a",',
};

for (const line of Object.keys(LINES)) {
  for (const isIndexLost of [false, true]) {
    const name = isIndexLost ? `${line}, the index is lost` : line;
    test(`a line of the journal with ${name}: nobody is held up`, async () => {
      const used = await usedRoot({ AGENT_TASKS_KEEP_FINISHED: "0" });
      writeFileSync(join(used.root, "events", `${used.month}.jsonl`), `${LINES[line]}\n`, { flag: "a" });
      if (isIndexLost) rmSync(join(used.root, "index.json"));
      const faults: string[] = [];
      for (const words of [...COMMANDS, ...OTHERS_COMMANDS]) {
        const { answer, faults: own } = await tryLine(used.run, words);
        const isRefused = answer.status !== 0 && !words.includes("task-404");
        faults.push(...own, ...(isRefused ? [`${words.join(" ")}: ${answer.stdout}`] : []));
      }
      expect(faults).toEqual([]);
      count("hostile calls", COMMANDS.length + OTHERS_COMMANDS.length, `a line of the journal with ${name}`);
    });
  }
}
