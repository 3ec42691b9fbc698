import {
  COMMIT_DURING_THE_SWEEP,
  COPY_OF_ANOTHER_END,
  type Directed,
  LOCK_TAKEN_FROM_THE_LIVING,
  SWEEP_BY_A_SLEEPER,
  TORN_LINE_CUT_TWICE,
} from "./directed.ts";
import type { Edit } from "./program.ts";

/** A store with a bug planted: it breaks a rule of the design, and so must be found. */
export interface WrongStore {
  readonly name: string;
  readonly edits: readonly Edit[];
  /** The schedule that shows it, where chance would take too long. */
  readonly shownBy?: Directed;
}

const LOOK = "const isHeld = () => readLockText(layout.lock) === text;";

export const WRONG_STORES: readonly WrongStore[] = [
  {
    name: "no lock",
    edits: [
      edit(
        "lock.ts",
        `if (isSystemError(error, "EEXIST")) return false;\n    if (isSystemError(error, "ENOENT")) return make`,
        `if (isSystemError(error, "EEXIST")) return true;\n    if (isSystemError(error, "ENOENT")) return make`,
      ),
      edit("lock.ts", LOOK, "const isHeld = () => true;"),
    ],
  },
  {
    name: "no fence: nobody looks at the lock before a rename",
    edits: [
      edit(
        "writer.ts",
        "if (!fence.isHeld()) {\n      removeQuietly(temporary);",
        "if (false as boolean) {\n      removeQuietly(temporary);",
      ),
    ],
  },
  {
    name: "the look at the fence comes after the rename",
    edits: [
      edit(
        "writer.ts",
        "if (!fence.isHeld()) {\n      removeQuietly(temporary);\n      throw new Superseded();\n    }\n    moveIntoPlace(temporary, path);",
        "moveIntoPlace(temporary, path);\n    if (!fence.isHeld()) throw new Superseded();",
      ),
    ],
  },
  {
    name: "no sweep: a new holder leaves the temporary files of others",
    edits: [edit("recovery.ts", "else removeUnlessGone(path);", "")],
  },
  {
    name: "the sweep spares young files",
    edits: [edit("recovery.ts", `(name.startsWith("wait-") && isYoung(path))`, "isYoung(path)")],
  },
  {
    name: "a new holder reads before it sweeps",
    shownBy: COMMIT_DURING_THE_SWEEP,
    edits: [
      edit(
        "recovery.ts",
        "const left = removeTemporaryFiles(layout).flatMap((path) => readLeft(path));",
        `const left = readdirSync(layout.temporary).filter((name) => name.startsWith("redo-")).flatMap((name) => readLeft(join(layout.temporary, name)));`,
      ),
      edit(
        "recovery.ts",
        "const index = known ?? makeIndex(layout);",
        "removeTemporaryFiles(layout);\n  const index = known ?? makeIndex(layout);",
      ),
    ],
  },
  {
    name: "a rename that finds its file gone is taken for done",
    edits: [edit("writer.ts", "if (isGone) throw new Superseded();", "if (isGone) return;")],
  },
  {
    name: "a lock that is given back",
    shownBy: LOCK_TAKEN_FROM_THE_LIVING,
    edits: [
      edit(
        "lock.ts",
        `takeAway(layout, layout.newTemporary("redo"));\n`,
        `{ const taken = layout.newTemporary("wait");\n    if (takeAway(layout, taken)) renameSync(taken, readLockText(taken) === holder.text ? layout.newTemporary("redo") : layout.lock); }\n`,
      ),
    ],
  },
  {
    name: "a commit whose later files were swept away is taken for done",
    shownBy: SWEEP_BY_A_SLEEPER,
    edits: [
      edit(
        "commit-change.ts",
        "return { isDone: false, warnings: error instanceof Superseded",
        "return { isDone: error instanceof Superseded, warnings: error instanceof Superseded",
      ),
    ],
  },
  {
    name: "release without looking",
    edits: [
      edit("lock.ts", "if (!isHeld()) return;\n", ""),
      edit(
        "lock.ts",
        "if (isSettled && readLockText(left) === text) removeUnlessGone(left);",
        "if (isSettled) removeUnlessGone(left);",
      ),
    ],
  },
  {
    name: "a torn tail that is cut in place",
    shownBy: TORN_LINE_CUT_TWICE,
    edits: [
      edit("journal.ts", `import { closeSync } from "node:fs";`, `import { closeSync, truncateSync } from "node:fs";`),
      edit(
        "journal.ts",
        "writer.replaceFile(path, readBytes(fd, end.wholeBytes), { sync: true });",
        "truncateSync(path, end.wholeBytes);",
      ),
    ],
  },
  {
    name: "a torn tail that is left",
    edits: [edit("journal.ts", "if (end.wholeBytes < end.bytes) cutTornLine(layout, path, writer, end);", "")],
  },
  {
    name: "a redo that is dropped",
    edits: [
      edit(
        "recovery.ts",
        "agentFolders(layout) : left.flatMap(({ agents }) => agents ?? []);",
        "agentFolders(layout) : [];",
      ),
    ],
  },
  {
    name: "a take-over that leaves no redo",
    edits: [
      edit(
        "lock.ts",
        `takeAway(layout, layout.newTemporary("redo"));\n`,
        `takeAway(layout, layout.newTemporary("new"));\n`,
      ),
    ],
  },
  {
    name: "an outbox of which only the journal is carried out",
    edits: [
      edit(
        "outbox.ts",
        "    syncListFolder(layout, list.agent_id);\n    updateArchive(layout, writer, list);",
        "    syncListFolder(layout, list.agent_id);",
      ),
    ],
  },
  {
    name: "an outbox that is carried out without looking what is done",
    edits: [
      edit("outbox.ts", "const missing = new Set(missingEvents(layout, owed));", "const missing = new Set(owed);"),
    ],
  },
  {
    name: "a write that truncates",
    edits: [
      edit(
        "writer.ts",
        "moveIntoPlace(temporary, path);\n    return version;",
        "writeFileSync(path, content);\n    removeQuietly(temporary);\n    return version;",
      ),
    ],
  },
  {
    name: "the counter after the use",
    edits: [
      edit("commit-change.ts", "    writeCounterOf(layout, writer, facts, changed);\n", ""),
      edit(
        "commit-change.ts",
        "lists: stamped, index, end, warnings };",
        "lists: stamped, index, end, warnings, writeLate: () => writeCounterOf(layout, writer, facts, changed) };",
      ),
      edit(
        "commit-change.ts",
        "readonly end: JournalEnd;",
        "readonly end: JournalEnd;\n  readonly writeLate: () => void;",
      ),
      edit(
        "commit-change.ts",
        "const { isDone, warnings } = carryOut(layout, writer, plan);",
        "const { isDone, warnings } = carryOut(layout, writer, plan);\n    plan.writeLate();",
      ),
    ],
  },
  {
    name: "history before the commit",
    edits: [
      edit("outbox.ts", "function updateArchive(", "export function updateArchive("),
      edit("commit-change.ts", "settleCommit, syncListFolder", "settleCommit, updateArchive, syncListFolder"),
      edit(
        "commit-change.ts",
        "const commit = writeList(",
        "updateArchive(layout, writer, list);\n  const commit = writeList(",
      ),
    ],
  },
  {
    name: "trouble after the commit begins the command again",
    edits: [
      edit(
        "commit-change.ts",
        "return { isDone: false, warnings: error instanceof Superseded",
        "if (error instanceof Superseded) throw error;\n    return { isDone: false, warnings: error instanceof Superseded",
      ),
    ],
  },
  {
    name: "an archive copy that is removed where it lies",
    shownBy: COPY_OF_ANOTHER_END,
    edits: [
      edit(
        "archive.ts",
        "const aside = writer.takeAside(path, noteOf(copy), { sync: true });\n  if (aside !== undefined) settleRemoved(layout, aside);",
        "void layout;\n  void writer;\n  removeUnlessGone(path);",
      ),
    ],
  },
  {
    name: "a recovery that forgets the other lists of a change",
    edits: [
      edit(
        "outbox.ts",
        "(list.outbox.lists ?? []).map((other) => writeOtherAgain(layout, writer, other)),",
        "(list.outbox.lists ?? []).flatMap((other) => (list ? [] : [writeOtherAgain(layout, writer, other)])),",
      ),
    ],
  },
  {
    name: "a recovery that forgets the keys that tasks have for ever",
    edits: [edit("outbox.ts", "    writeKeys(layout, writer, owedKeys(list));\n", "")],
  },
  {
    name: "a key that is on record before its task",
    edits: [
      edit(
        "outbox.ts",
        "  const { events } = commit.list.outbox;\n  writeKeys(layout, writer, owedKeys(commit.list));\n",
        "  const { events } = commit.list.outbox;\n",
      ),
      edit(
        "commit-change.ts",
        "const commit = writeList(",
        "writeKeys(layout, writer, keptKeysOf(list.outbox.events));\n  const commit = writeList(",
      ),
      edit(
        "commit-change.ts",
        `import { whereAndWhy }`,
        `import { keptKeysOf } from "../../domain/kept-key.ts";\nimport { writeKeys } from "./write-keys.ts";\nimport { whereAndWhy }`,
      ),
    ],
  },
  {
    name: "a move whose other list is not written",
    edits: [
      edit(
        "outbox.ts",
        "const others = (commit.list.outbox.lists ?? []).map((list) => writeOther(layout, writer, list));",
        "const others = (commit.list.outbox.lists ?? []).filter((list) => list.pending_tasks.length === 0).map((list) => writeOther(layout, writer, list));",
      ),
    ],
  },
];

function edit(file: string, from: string, to: string): Edit {
  return { file, from, to };
}
