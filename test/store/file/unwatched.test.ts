import { EventEmitter } from "node:events";
import { expect, test, vi } from "vitest";
import { fileStore } from "../../../src/store/file/store.ts";
import { add } from "../../helpers/changes.ts";
import { take } from "../../helpers/take.ts";
import { temporaryFolder } from "../../helpers/temporary-folder.ts";

/** What the system does when it is asked to tell of changes. */
const system = vi.hoisted(() => ({ watch: (): unknown => undefined }));

vi.mock("node:fs", async (original) => ({ ...(await original<object>()), watch: () => system.watch() }));

const refusal = () => Object.assign(new Error(), { code: "ENOSPC", syscall: "watch" });

test.each([
  [
    "refuses to tell",
    () => {
      throw refusal();
    },
  ],
  [
    "refuses it later",
    () => {
      const watcher = Object.assign(new EventEmitter(), { close: () => undefined });
      setImmediate(() => watcher.emit("error", refusal()));
      return watcher;
    },
  ],
  ["forgets to tell", () => Object.assign(new EventEmitter(), { close: () => undefined })],
])("where the system %s of changes, they are seen by looking now and then", async (_, watch) => {
  system.watch = watch;
  const store = fileStore(temporaryFolder());
  await add(store, "coder");
  const events = take(await store.follow({ since: 0 }), 2);
  await new Promise((resolve) => setImmediate(resolve)); // it has told the first, and waits
  await add(store, "coder");
  expect((await events).map(({ seq }) => seq)).toEqual([1, 2]);
});
