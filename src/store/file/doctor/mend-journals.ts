import { eventsBackwards } from "../journal-lines.ts";
import type { Layout } from "../layout.ts";
import { syncFolder } from "../new-file.ts";
import { accessing } from "../system-error.ts";
import type { Writer } from "../writer.ts";
import type { Keeper } from "./save.ts";
import type { Survey } from "./survey.ts";

/** Leaves the lines that can be read, where others stand among them. What was there is kept beside. */
export function mendJournals(layout: Layout, writer: Writer, keeper: Keeper, { journals }: Survey): void {
  for (const { month, path, tornBytes, strangeLines } of journals) {
    if (tornBytes === 0 && strangeLines === 0) continue;
    keeper.copy(path);
    const events = eventsBackwards(layout, month).toReversed();
    writer.replaceFile(path, events.map((event) => `${JSON.stringify(event)}\n`).join(""), { sync: true });
    accessing(layout.events, () => syncFolder(layout.events));
  }
}
