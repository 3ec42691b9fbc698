import { spawnSync } from "node:child_process";
import { chmodSync, chownSync, readdirSync, utimesSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import type { LockRecord } from "../../src/store/file/lock-owner.ts";
import { answerOf, type Run, runBin } from "../helpers/bin.ts";
import { temporaryFolder } from "../helpers/temporary-folder.ts";
import { AGENT } from "./cases.ts";
import { count } from "./figures.ts";
import { HOLDERS_TASK, leaveDeadHolder, leaveZombie, lockText, type Moment, MOMENTS } from "./holders.ts";
import { readLists, violations } from "./invariants.ts";

const NAMESPACE = ["unshare", "--fork", "--pid", "--mount-proc"];
const HAS_NAMESPACES = spawnSync(NAMESPACE[0]!, [...NAMESPACE.slice(1), "true"]).status === 0;
/** Process 1 of a namespace cannot kill itself: a shell is that one. */
const IN_A_NAMESPACE = [...NAMESPACE, "sh", "-c", '"$0" "$@"; exit $?'];

const IS_ROOT = process.getuid?.() === 0;
const NOBODY = 65534;
const AS_NOBODY = ["setpriv", `--reuid=${NOBODY}`, `--regid=${NOBODY}`, "--clear-groups"];

/** Without patience only a death that is proven at the first look helps. */
const NO_PATIENCE_MS = "0";
/** Who is not proven dead is taken over after 60 % of this. */
const SOME_PATIENCE_MS = "1000";

interface Owner {
  /** Leaves a lock in the root, of a `create` that has come as far as the moment says. */
  readonly leave: (root: string, moment: Moment) => Promise<unknown>;
  readonly isProvenDead: boolean;
  /** How the next command is run. */
  readonly under?: readonly string[];
}

const OWNERS: Readonly<Record<string, Owner>> = {
  "was killed": { leave: leaveDeadHolder, isProvenDead: true },
  "is a zombie": { leave: leaveZombie, isProvenDead: true },
  "has a process id that was used again": {
    leave: changed((record) => ({ ...record, pid: process.pid })),
    isProvenDead: true,
  },
  "is of another boot, or another machine": {
    leave: changed((record) => ({ ...record, boot_id: "00000000-0000-4000-8000-000000000000" })),
    isProvenDead: false,
  },
  "had no /proc to say when it started": {
    leave: changed((record) => ({ ...record, start_time: null, boot_id: null, pid_namespace: null })),
    isProvenDead: false,
  },
  "has left an empty file": { leave: written(() => ""), isProvenDead: false },
  "has left half of a file": { leave: written((text) => text.slice(0, text.length / 2)), isProvenDead: false },
  "has left what is not ours": { leave: written(() => '{"pid":1}\n'), isProvenDead: false },
  "has an empty file that is said to be an hour old": { leave: aged(-3600), isProvenDead: false },
  "has an empty file that is said to come in an hour": { leave: aged(3600), isProvenDead: false },
};

const OWNERS_WITH_NAMESPACES: Readonly<Record<string, Owner>> = {
  "was killed in another pid namespace": {
    leave: (root, moment) => leaveDeadHolder(root, moment, IN_A_NAMESPACE),
    isProvenDead: false,
  },
  "was killed in the namespace around that of the next": {
    leave: leaveDeadHolder,
    isProvenDead: false,
    under: IN_A_NAMESPACE,
  },
};

const OWNERS_WITH_USERS: Readonly<Record<string, Owner>> = {
  "has a file that the next may not read": { leave: leaveUnreadable, isProvenDead: false, under: AS_NOBODY },
};

describe.each(MOMENTS)("a lock whose owner halted just %s its commit", (moment) => {
  test.each(Object.entries(OWNERS))("and %s", (_, owner) => nextOneWorks(owner, moment));

  test.skipIf(!HAS_NAMESPACES).each(Object.entries(OWNERS_WITH_NAMESPACES))(
    "and %s (skipped: unshare makes no pid namespace here, it takes root)",
    (_, owner) => nextOneWorks(owner, moment),
  );

  test.skipIf(!IS_ROOT).each(Object.entries(OWNERS_WITH_USERS))(
    "and %s (skipped: it takes root to be two users)",
    (_, owner) => nextOneWorks(owner, moment),
  );
});

/** At once where the death is proven, else by the end of its patience; and what was committed is there, with all that follows. */
async function nextOneWorks({ leave, isProvenDead, under = [] }: Owner, moment: Moment): Promise<void> {
  const root = join(temporaryFolder(), "root");
  const next = (name: string, patienceMs: string): Promise<Run> =>
    runBin(["create", ...AGENT, "--name", name], { root, under, env: { AGENT_TASKS_LOCK_TIMEOUT_MS: patienceMs } });
  expect((await runBin(["create", ...AGENT, "--name", "first"], { root })).status).toBe(0);
  await leave(root, moment);
  const hasty = await next("hasty", NO_PATIENCE_MS);
  if (isProvenDead) expect(answerOf(hasty)).toMatchObject({ status: "success" });
  else expect(answerOf(hasty)).toMatchObject({ code: "LOCK_ACQUIRE_FAILED", retryable: true });
  const patient = await next("patient", SOME_PATIENCE_MS);
  expect(answerOf(patient)).toMatchObject({ status: "success" });
  expect(answerOf(patient)).not.toHaveProperty("warnings");
  const names = ["first", ...(moment === "after" ? [HOLDERS_TASK] : []), ...(isProvenDead ? ["hasty"] : []), "patient"];
  expect(readLists(root)[0]!.pending_tasks.map(({ name }) => name)).toEqual(names);
  expect(violations(root)).toEqual([]);
  count("dead owners", 1, isProvenDead ? "proven, taken over at the first look" : "not proven, taken over in time");
}

/** A dead holder, whose lock file is then written anew. */
function written(change: (text: string) => string): Owner["leave"] {
  return async (root, moment) => {
    await leaveDeadHolder(root, moment);
    writeFileSync(join(root, ".lock"), change(lockText(root)));
  };
}

function changed(change: (record: LockRecord) => object): Owner["leave"] {
  return written((text) => `${JSON.stringify(change(JSON.parse(text) as LockRecord))}\n`);
}

function aged(seconds: number): Owner["leave"] {
  return async (root, moment) => {
    await written(() => "")(root, moment);
    const time = Date.now() / 1000 + seconds;
    utimesSync(join(root, ".lock"), time, time);
  };
}

/** A holder that belonged to root, in a root that is somebody else's. */
async function leaveUnreadable(root: string, moment: Moment): Promise<void> {
  await leaveDeadHolder(root, moment);
  const names = readdirSync(root, { recursive: true, encoding: "utf8" }).filter((name) => name !== ".lock");
  for (const path of [dirname(root), root, ...names.map((name) => join(root, name))]) chownSync(path, NOBODY, NOBODY);
  chmodSync(join(root, ".lock"), 0o600);
}
