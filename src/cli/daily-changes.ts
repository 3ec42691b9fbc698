import type { Command } from "./command.ts";
import { complete } from "./commands/complete.ts";
import { create } from "./commands/create.ts";
import { fail } from "./commands/fail.ts";
import { note } from "./commands/note.ts";
import { start } from "./commands/start.ts";

/** The commands by which agents change something all day. */
export const CHANGES: readonly Command[] = [create, start, note, complete, fail];
