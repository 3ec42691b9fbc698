import type { Command } from "./command.ts";
import { log } from "./commands/log.ts";
import { wait } from "./commands/wait.ts";
import { watch } from "./commands/watch.ts";

/** The commands that read the journal. */
export const FOLLOWING: readonly Command[] = [log, watch, wait];
