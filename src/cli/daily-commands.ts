import type { Command } from "./command.ts";
import { check } from "./commands/check.ts";
import { get } from "./commands/get.ts";
import { listAll } from "./commands/list-all.ts";
import { list } from "./commands/list.ts";
import { stats } from "./commands/stats.ts";

/** What is asked all day: these are there from the start. */
const READING: readonly Command[] = [check, list, get, stats, listAll];

/** What changes something all day: these lie with the code that writes, which they need anyway. */
const CHANGING: ReadonlySet<string> = new Set(["create", "start", "note", "complete", "fail"]);

/** What looks into the archive lies with the code that does. */
const SEARCHING: ReadonlySet<string> = new Set(["history", "query"]);

/** What reads the journal lies with the code that does. */
const FOLLOWING: ReadonlySet<string> = new Set(["log", "watch", "wait"]);

/** The command of a name; those that are not asked for by this line are not loaded. */
export async function commandNamed(name: string): Promise<Command | undefined> {
  const hasName = ({ operation }: Command) => operation.name === name;
  const known = READING.find(hasName);
  if (known) return known;
  if (CHANGING.has(name)) return (await import("./daily-changes.ts")).CHANGES.find(hasName);
  if (SEARCHING.has(name)) return (await import("./searches.ts")).SEARCHES.find(hasName);
  if (FOLLOWING.has(name)) return (await import("./following.ts")).FOLLOWING.find(hasName);
  if (name === "board") return (await import("./commands/board.ts")).board; // it is to be there at a glance
  return (await import("./commands.ts")).COMMANDS.find(hasName);
}
