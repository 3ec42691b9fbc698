import type { Command } from "./command.ts";
import { board } from "./commands/board.ts";
import { cancel } from "./commands/cancel.ts";
import { check } from "./commands/check.ts";
import { complete } from "./commands/complete.ts";
import { completion } from "./commands/completion.ts";
import { config } from "./commands/config.ts";
import { create } from "./commands/create.ts";
import { demo } from "./commands/demo.ts";
import { doctor } from "./commands/doctor.ts";
import { edit } from "./commands/edit.ts";
import { exportCommand } from "./commands/export.ts";
import { fail } from "./commands/fail.ts";
import { get } from "./commands/get.ts";
import { graph } from "./commands/graph.ts";
import { history } from "./commands/history.ts";
import { hold } from "./commands/hold.ts";
import { listAll } from "./commands/list-all.ts";
import { importCommand } from "./commands/import.ts";
import { list } from "./commands/list.ts";
import { log } from "./commands/log.ts";
import { move } from "./commands/move.ts";
import { note } from "./commands/note.ts";
import { prime } from "./commands/prime.ts";
import { purge } from "./commands/purge.ts";
import { query } from "./commands/query.ts";
import { release } from "./commands/release.ts";
import { renew } from "./commands/renew.ts";
import { restore } from "./commands/restore.ts";
import { resume } from "./commands/resume.ts";
import { retry } from "./commands/retry.ts";
import { schemaCommand } from "./commands/schema.ts";
import { start } from "./commands/start.ts";
import { stats } from "./commands/stats.ts";
import { validate } from "./commands/validate.ts";
import { why } from "./commands/why.ts";
import { wait } from "./commands/wait.ts";
import { watch } from "./commands/watch.ts";
import { where } from "./commands/where.ts";

const OWN: readonly Command[] = [
  create,
  check,
  start,
  note,
  renew,
  resume,
  complete,
  fail,
  list,
  listAll,
  get,
  why,
  query,
  graph,
  history,
  board,
  stats,
  log,
  watch,
  wait,
  cancel,
  retry,
  restore,
  edit,
  move,
  hold,
  release,
  exportCommand,
  importCommand,
  validate,
  doctor,
  purge,
  where,
  config,
  prime,
  completion,
  demo,
];

/** Every command, in the order of the help. */
export const COMMANDS: readonly Command[] = [...OWN, schemaCommand(OWN)];
