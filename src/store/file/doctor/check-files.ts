import { accessSync, constants, lstatSync, readdirSync, statfsSync } from "node:fs";
import { join } from "node:path";
import type { Finding } from "../../../domain/finding.ts";
import { agentFolders } from "../agent-folders.ts";
import { archiveMonths, copyFiles } from "../history.ts";
import { journalMonths } from "../journal-lines.ts";
import type { Layout } from "../layout.ts";
import { isFolder } from "../read-file.ts";
import { isYoung } from "../recovery.ts";
import { systemCode } from "../system-error.ts";
import { mayBeAtWork, seeLock } from "./see-lock.ts";

/** What is wrong with the files as files: who may use them, what was left lying, and what they lie on. */
export function checkFiles(layout: Layout): readonly Finding[] {
  return [...permissions(layout), ...owners(layout), ...leftovers(layout), ...fileSystem(layout)];
}

/** Every folder and file of a root that every call may have to read or write; copies are many, and are read one by one. */
export function filesOf(layout: Layout): readonly string[] {
  const agents = agentFolders(layout);
  const all = [
    layout.root,
    layout.agents,
    ...agents.flatMap((agentId) => [layout.agent(agentId), layout.list(agentId)]),
    layout.history,
    ...archiveMonths(layout).map((month) => layout.month(month)),
    layout.events,
    ...journalMonths(layout).map((month) => layout.journal(month)),
    layout.index,
    layout.counter,
    layout.purged,
    layout.purgedCopies,
    layout.temporary,
  ];
  return all.filter((path) => lstatSync(path, { throwIfNoEntry: false }));
}

function permissions(layout: Layout): readonly Finding[] {
  const findings = refusals(layout);
  // On a disk that is mounted to be read there is nothing to say of each file.
  return findings.every(({ reason }) => reason === "EROFS") ? findings.slice(0, 1) : findings;
}

function refusals(layout: Layout): readonly Finding[] {
  return filesOf(layout).flatMap((path) => {
    const search = lstatSync(path).isDirectory() ? constants.X_OK : 0;
    try {
      accessSync(path, constants.R_OK | constants.W_OK | search);
      return [];
    } catch (error) {
      const reason = systemCode(error);
      if (reason === undefined) throw error;
      return [{ problem: "no_permission" as const, path, reason }];
    }
  });
}

/** Files of somebody else than the root folder: some call will not be allowed to write them. */
function owners(layout: Layout): readonly Finding[] {
  const strange = foreignFiles(layout);
  const [first] = strange;
  return first === undefined ? [] : [{ problem: "foreign_owner", path: first, count: strange.length }];
}

export function foreignFiles(layout: Layout): readonly string[] {
  const { uid } = lstatSync(layout.root);
  const copies = archiveMonths(layout).flatMap((month) => copyFiles(layout, month));
  return [...filesOf(layout), ...copies].filter((path) => lstatSync(path, { throwIfNoEntry: false })?.uid !== uid);
}

/** Young files of waiting writers are no leftovers, and none of a writer at work: their owners may be alive. */
function leftovers(layout: Layout): readonly Finding[] {
  const names = isFolder(layout.temporary) ? readdirSync(layout.temporary) : [];
  const isAtWork = mayBeAtWork(seeLock(layout));
  const isOfLiving = (name: string) =>
    isAtWork ? !name.startsWith("redo-") : name.startsWith("wait-") && isYoung(join(layout.temporary, name));
  const left = names.filter((name) => !isOfLiving(name));
  return left.length === 0 ? [] : [{ problem: "leftover", path: layout.temporary, count: left.length }];
}

/**
 * File systems on which a link or a rename is not seen by all at once, or that have none, by the numbers of statfs(2).
 * Source: linux/magic.h.
 */
const UNRELIABLE: Readonly<Record<number, string>> = {
  0x6969: "NFS",
  0x517b: "SMB",
  0xff534d42: "CIFS",
  0xfe534d42: "SMB2",
  0x65735546: "FUSE",
  0x01021997: "9p",
  0x5346414f: "AFS",
  0x00c36400: "Ceph",
  0x4d44: "FAT",
  0x2011bab0: "exFAT",
};

function fileSystem({ root }: Layout): readonly Finding[] {
  // Node gives the number as a signed one of 32 bits on some machines.
  const reason = UNRELIABLE[statfsSync(root).type >>> 0];
  return reason === undefined ? [] : [{ problem: "lock_unreliable", path: root, reason }];
}
