import { spawnSync } from "node:child_process";
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { basename, join } from "node:path";
import { describe, expect, test } from "vitest";
import { temporaryFolder } from "../../helpers/temporary-folder.ts";
import { count } from "../figures.ts";
import { COMMANDS, OTHERS_COMMANDS, tryLine, type UsedRoot, usedRoot } from "./used-root.ts";

/** Every place where we write, or trust what stands there. */
const PLACES: Readonly<Record<string, (month: string) => string>> = {
  "index.json": () => "index.json",
  "the counter": () => "task-counter.txt",
  "the lock": () => ".lock",
  ".tmp": () => ".tmp",
  agents: () => "agents",
  "an agent's folder": () => "agents/a",
  "a list": () => "agents/a/task-list.json",
  history: () => "history",
  "a month": (month) => `history/${month}`,
  "an archive copy": (month) => `history/${month}/task-002.json`,
  events: () => "events",
  "the journal": (month) => `events/${month}.jsonl`,
  "config.json": () => "config.json",
};

/** What may stand there instead. What was there is outside of the root then. */
const INSTEAD: Readonly<Record<string, (path: string, outside: string) => void>> = {
  "a link to what was there": (path, outside) => symlinkSync(join(outside, "moved"), path),
  "a link to a file": (path, outside) => symlinkSync(join(outside, "file"), path),
  "a link to a folder": (path, outside) => symlinkSync(join(outside, "folder"), path),
  "a link to nothing": (path, outside) => symlinkSync(join(outside, "nothing"), path),
  "a link to itself": (path) => symlinkSync(basename(path), path),
  "a folder": (path) => {
    mkdirSync(path);
    writeFileSync(join(path, "something"), "in it");
  },
  "an empty file": (path) => writeFileSync(path, ""),
  "a pipe": (path) => spawnSync("mkfifo", [path]),
};

/** Places of one agent, or of one task: nobody else is disturbed. */
const PRIVATE = new Set(["an agent's folder", "a list", "an archive copy"]);

describe.each(Object.keys(PLACES))("in the place of %s", (place) => {
  test.each(Object.keys(INSTEAD))(
    "%s: a clear answer from every command, and nothing changes outside of the root",
    async (name) => {
      const used = await usedRoot();
      const outside = plant(used, place, name);
      const before = treeOf(outside);
      const faults: string[] = [];
      for (const line of [...COMMANDS, ...OTHERS_COMMANDS]) {
        const tried = await tryLine(used.run, line);
        faults.push(...tried.faults);
        if (PRIVATE.has(place) && line.includes("b") && tried.answer.status !== 0)
          faults.push(`${line.join(" ")} of another: ${tried.answer.stdout}`);
      }
      expect(faults).toEqual([]);
      expect(treeOf(outside)).toEqual(before);
      count("hostile calls", COMMANDS.length + OTHERS_COMMANDS.length, `${name} in the place of ${place}`);
    },
  );
});

test("a link in the place of the file from which config.json is made: nothing changes outside of the root", async () => {
  const { run, root } = await usedRoot();
  const outside = temporaryFolder();
  writeFileSync(join(outside, "file"), "somebody else's");
  symlinkSync(join(outside, "file"), join(root, `config.json.${process.pid}.new`));
  const before = treeOf(outside);
  await run("config", "set", "lang", "en");
  expect(treeOf(outside)).toEqual(before);
});

/** Puts something else in a place. Returns the folder outside of the root with what was there, and with what links lead to. */
function plant({ root, month }: UsedRoot, place: string, name: string): string {
  const path = join(root, PLACES[place]!(month));
  const outside = join(temporaryFolder(), "outside");
  mkdirSync(join(outside, "folder"), { recursive: true });
  writeFileSync(join(outside, "file"), '{"not":"ours"}');
  if (existsSync(path)) spawnSync("mv", [path, join(outside, "moved")]);
  INSTEAD[name]!(path, outside);
  return outside;
}

/** Every name below a folder, with what it is. */
function treeOf(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .toSorted()
    .map((name) => `${name} ${contentOf(join(folder, name))}`);
}

function contentOf(path: string): string {
  const stat = lstatSync(path);
  const content = stat.isSymbolicLink() ? readlinkSync(path) : stat.isFile() ? readFileSync(path, "latin1") : "";
  return `${stat.mode} ${stat.mtimeMs} ${content}`;
}
