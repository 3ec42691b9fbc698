import type { Command } from "./command.ts";
import { cancel } from "./commands/cancel.ts";
import { complete } from "./commands/complete.ts";
import { config } from "./commands/config.ts";
import { create } from "./commands/create.ts";
import { fail } from "./commands/fail.ts";
import { get } from "./commands/get.ts";
import { history } from "./commands/history.ts";
import { listAll } from "./commands/list-all.ts";
import { list } from "./commands/list.ts";
import { query } from "./commands/query.ts";
import { retry } from "./commands/retry.ts";
import { start } from "./commands/start.ts";
import { stats } from "./commands/stats.ts";
import { where } from "./commands/where.ts";

/** Every command, in the order of the help. */
export const COMMANDS: readonly Command[] = [
  create,
  start,
  complete,
  fail,
  cancel,
  retry,
  list,
  listAll,
  get,
  query,
  stats,
  history,
  where,
  config,
];
