import type { Command } from "./command.ts";
import { complete } from "./commands/complete.ts";
import { create } from "./commands/create.ts";
import { fail } from "./commands/fail.ts";
import { get } from "./commands/get.ts";
import { list } from "./commands/list.ts";
import { start } from "./commands/start.ts";
import { where } from "./commands/where.ts";

/** Every command, in the order of the help. */
export const COMMANDS: readonly Command[] = [create, start, complete, fail, list, get, where];
