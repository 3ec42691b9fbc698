import type { Command } from "./command.ts";
import { history } from "./commands/history.ts";
import { query } from "./commands/query.ts";

/** The commands that look into the archive. */
export const SEARCHES: readonly Command[] = [history, query];
