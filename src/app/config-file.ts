import { closeSync, constants, lstatSync, openSync, readFileSync } from "node:fs";
import { TaskListError } from "../domain/errors.ts";

/** What `<root>/config.json` holds, not checked yet. */
export type Config = Readonly<Record<string, unknown>>;

/**
 * Reads a config file; without one, nothing is configured.
 *
 * @throws CONFIG_INVALID if it is no JSON object, or no regular file
 * @throws IO_ERROR
 */
export function readConfig(path: string): Config {
  const content = readConfigText(path);
  if (content === undefined) return {};
  const value = parse(path, content);
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw configInvalid(path, "not an object");
  return { ...value };
}

export type ReadConfig = (path: string) => Config;

/** Reads a config file once, however often a call asks for it. */
export function readConfigOnce(): ReadConfig {
  const known = new Map<string, Config>();
  return (path) => {
    const config = known.get(path) ?? readConfig(path);
    known.set(path, config);
    return config;
  };
}

/** The file's text; undefined if there is none. Trouble with the root itself is the store's to report. */
function readConfigText(path: string): string | undefined {
  try {
    // As a rule there is none, and an error costs more than a look.
    if (!lstatSync(path, { throwIfNoEntry: false })) return undefined;
    const fd = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    try {
      return readFileSync(fd, "utf8");
    } finally {
      closeSync(fd);
    }
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : undefined;
    if (code === undefined) throw error;
    if (code === "ENOENT" || code === "ENOTDIR") return undefined;
    if (code === "ELOOP" || code === "EISDIR") throw configInvalid(path, "not a regular file");
    throw new TaskListError("IO_ERROR", { path, reason: code }, { cause: error });
  }
}

function parse(path: string, content: string): unknown {
  try {
    return JSON.parse(content);
  } catch (error) {
    throw configInvalid(path, error instanceof Error ? error.message : "not JSON");
  }
}

/** The refusal of a config file. */
export function configInvalid(path: string, detail: string, key?: string): TaskListError<"CONFIG_INVALID"> {
  return new TaskListError("CONFIG_INVALID", { path, ...(key !== undefined && { key }), detail });
}
