import type { Command } from "./command.ts";
import { cancel } from "./commands/cancel.ts";
import { complete } from "./commands/complete.ts";
import { create } from "./commands/create.ts";
import { fail } from "./commands/fail.ts";
import { get } from "./commands/get.ts";
import { listAll } from "./commands/list-all.ts";
import { list } from "./commands/list.ts";
import { retry } from "./commands/retry.ts";
import { start } from "./commands/start.ts";
import { stats } from "./commands/stats.ts";

/** What agents call all day: these are there from the start. */
const DAILY: readonly Command[] = [create, start, complete, fail, list, get, stats, listAll, cancel, retry];

/** The command of a name; the others are loaded when one of them is looked for. */
export async function commandNamed(name: string): Promise<Command | undefined> {
  const hasName = ({ operation }: Command) => operation.name === name;
  return DAILY.find(hasName) ?? (await import("./commands.ts")).COMMANDS.find(hasName);
}
