import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, readdirSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import writeFileAtomic from "write-file-atomic";
import { answerOf, isAcknowledged, runBin } from "../helpers/bin.ts";
import { report } from "../helpers/report.ts";
import { temporaryFolder } from "../helpers/temporary-folder.ts";
import { readLists, violations } from "./invariants.ts";

const CAN_MOUNT = canMount();

describe.skipIf(!CAN_MOUNT)("on a full disk of 256 KiB (skipped: no tmpfs can be mounted here, it takes root)", () => {
  test("a create that does not fit is an error, all that were acknowledged are there, and room heals everything", async () => {
    const disk = tinyDisk();
    const root = join(disk, "root");
    writeFileSync(join(disk, "ballast"), Buffer.alloc(40 * 1024));
    const acknowledged: unknown[] = [];
    const description = "x".repeat(3000);
    for (let round = 0; round < 60; round += 1) {
      const run = await runBin(["create", "--agent", "coder", "--name", "x", "--description", description], { root });
      const answer = answerOf(run);
      if (isAcknowledged(run)) acknowledged.push(answer["task_id"]);
      else expect(answer).toMatchObject({ code: "IO_ERROR", reason: "ENOSPC" });
    }
    expect(acknowledged.length).toBeGreaterThan(5);
    expect(acknowledged.length).toBeLessThan(60);
    expect(readLists(root)[0]!.pending_tasks.map(({ id }) => id)).toEqual(acknowledged);
    expect((await runBin(["list", "--agent", "coder"], { root })).status).toBe(0);
    rmSync(join(disk, "ballast"));
    expect((await runBin(["start", "--agent", "coder"], { root })).status).toBe(0);
    expect(violations(root)).toEqual([]);
    report(`full disk: ${acknowledged.length} of 60 acknowledged, ${acknowledged.length} there`);
  });

  test("an export that does not fit is an error, and what was in its place is there", async () => {
    const disk = tinyDisk();
    const root = join(temporaryFolder(), "root");
    for (let round = 0; round < 6; round += 1) {
      await runBin(["create", "--agent", "coder", "--name", "x", "--description", "x".repeat(60_000)], { root });
    }
    const path = join(disk, "tasks.json");
    for (const more of [[], ["--force"]]) {
      if (more.length > 0) writeFileSync(path, "the good old content");
      const run = await runBin(["export", "--file", path, ...more], { root });
      expect(answerOf(run)).toMatchObject({ code: "IO_ERROR", reason: "ENOSPC", path });
      expect(readdirSync(disk)).toEqual(more.length > 0 ? ["tasks.json"] : []);
    }
    expect(readFileSync(path, "utf8")).toBe("the good old content");
  });

  test("write-file-atomic 7 reports success there, and has put half a file in place: why it is not on our data path", async () => {
    const disk = tinyDisk();
    const path = join(disk, "list.json");
    const good = JSON.stringify({ tasks: ["the good old content"] });
    writeFileSync(path, good);
    const { bavail, bsize } = statfsSync(disk);
    const large = JSON.stringify({ tasks: ["x".repeat(bavail * bsize + 50_000)] });
    await writeFileAtomic(path, large);
    const left = readFileSync(path, "utf8");
    expect(left).not.toBe(good);
    expect(left.length).toBeLessThan(large.length);
    expect(() => void JSON.parse(left)).toThrow(SyntaxError);
  });
});

describe("with a limit to the size of files (a real short write)", () => {
  test("a list that does not fit is an error, and the old one is whole", async () => {
    const root = join(temporaryFolder(), "root");
    const create = ["create", "--agent", "coder", "--name", "x", "--description", "x".repeat(3000)];
    for (let round = 0; round < 4; round += 1) await runBin(create, { root });
    const before = await runBin(["list", "--agent", "coder"], { root });
    const run = await runBin(create, { root, under: ["prlimit", "--fsize=14000"] });
    expect(run.status).toBe(1);
    expect(answerOf(run)).toMatchObject({ code: "IO_ERROR", reason: "EFBIG" });
    expect((await runBin(["list", "--agent", "coder"], { root })).stdout).toBe(before.stdout);
    expect((await runBin(create, { root })).status).toBe(0);
    expect(violations(root)).toEqual([]);
  });
});

function canMount(): boolean {
  const probe = spawnSync("sh", [
    "-c",
    "d=$(mktemp -d) && mount -t tmpfs -o size=64k tmpfs $d && umount $d; s=$?; rmdir $d; exit $s",
  ]);
  return probe.status === 0;
}

/** A disk of 256 KiB, gone when the test is over. */
function tinyDisk(): string {
  const disk = join(temporaryFolder(), "disk");
  mkdirSync(disk);
  const { status } = spawnSync("mount", ["-t", "tmpfs", "-o", "size=256k", "tmpfs", disk]);
  if (status !== 0) throw new Error("the disk could not be mounted");
  onTestFinished(() => void spawnSync("umount", [disk]));
  return disk;
}
