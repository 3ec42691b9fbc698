import { closeSync, readSync } from "node:fs";
import { foldCase } from "../../domain/agent-id.ts";
import type { AgentList } from "../../domain/agent-list.ts";
import { TaskListError } from "../../domain/errors.ts";
import { isAgentList, isOriginalList } from "../../domain/list-check.ts";
import { LARGEST_NUMBER } from "../../domain/task-id.ts";
import { fromOriginal } from "../../domain/new-list.ts";
import { SCHEMA_VERSION } from "../../domain/schema-version.ts";
import type { Layout } from "./layout.ts";
import { corrupt, type FileVersion, isFolder, openToRead, parseJson, readFile, type StoredFile } from "./read-file.ts";
import { accessing } from "./system-error.ts";

/** A list with the version of the file that it was read from. */
export interface ListFile {
  readonly list: AgentList;
  readonly version: FileVersion;
  /** Whether the file holds what only we write: a list of the original tool does not. */
  readonly isOurs: boolean;
}

/**
 * Reads the list of an agent; undefined if it has none.
 *
 * @throws STORE_CORRUPT, SCHEMA_TOO_NEW, IO_ERROR
 */
export function readList(layout: Layout, agentId: string): ListFile | undefined {
  const path = layout.list(agentId);
  const file = readListBytes(layout, agentId);
  return file && parseList(path, agentId, file);
}

/** The bytes of an agent's list; undefined if it has none. */
export function readListBytes(layout: Layout, agentId: string): StoredFile | undefined {
  return accessing(layout.list(agentId), () => {
    if (!isFolder(layout.agents) || !isFolder(layout.agent(agentId))) return undefined;
    return readFile(layout.list(agentId));
  });
}

/** A list of more bytes is looked at more closely. */
const LOOK_BYTES = 1024 * 1024;

/** Those of the agents whose lists may have a text in them: without a close look, for there can be a thousand of them. */
export function listsWith(layout: Layout, agents: readonly string[], text: string): readonly string[] {
  const wanted = Buffer.from(text);
  const bytes = Buffer.allocUnsafe(LOOK_BYTES);
  return agents.filter((agentId) => {
    const count = firstBytes(layout.list(agentId), bytes);
    return count === undefined || count === LOOK_BYTES || bytes.subarray(0, count).includes(wanted);
  });
}

/** How many bytes of a file have been read; none if there is none, undefined if it has to be looked at more closely. */
function firstBytes(path: string, bytes: Buffer): number | undefined {
  try {
    const fd = openToRead(path);
    if (fd === undefined) return 0;
    try {
      return readSync(fd, bytes);
    } finally {
      closeSync(fd);
    }
  } catch {
    return undefined;
  }
}

/** @throws STORE_CORRUPT, SCHEMA_TOO_NEW */
function parseList(path: string, agentId: string, { bytes, version }: StoredFile): ListFile {
  const value = parseJson(path, bytes);
  checkSchemaVersion(path, value);
  if (isAgentList(value)) {
    const list = ofAgent(path, agentId, value);
    // Nobody of us has written such a number: the list is another program's, and gets one that others can follow.
    const isOurs = list.revision <= LARGEST_NUMBER;
    return { list: isOurs ? list : { ...list, revision: 0 }, version, isOurs };
  }
  if (isOriginalList(value)) return { list: fromOriginal(ofAgent(path, agentId, value)), version, isOurs: false };
  throw corrupt(path, "not_a_task_list", { content: value });
}

/**
 * A stored record as JSON text, two spaces deep.
 *
 * @throws STORE_CORRUPT if the record is nested so deeply that it cannot be written again
 */
export function encodeJson(path: string, value: object): string {
  try {
    return `${JSON.stringify(value, null, 2)}\n`;
  } catch (error) {
    if (error instanceof RangeError) throw corrupt(path, "too_deep");
    throw error;
  }
}

/** @throws SCHEMA_TOO_NEW if a parsed file says that a newer program wrote it */
export function checkSchemaVersion(path: string, value: unknown): void {
  if (typeof value !== "object" || value === null || !("schema_version" in value)) return;
  const { schema_version } = value;
  if (typeof schema_version !== "number" || schema_version <= SCHEMA_VERSION) return;
  const needs = "needs_version" in value ? value.needs_version : undefined;
  throw new TaskListError("SCHEMA_TOO_NEW", {
    path,
    schema_version,
    supported_version: SCHEMA_VERSION,
    // It becomes part of a command to be typed.
    ...(typeof needs === "string" && /^\d{1,5}\.\d{1,5}\.\d{1,5}$/.test(needs) && { needs_version: needs }),
  });
}

function ofAgent<List extends { readonly agent_id: string }>(path: string, agentId: string, list: List): List {
  if (foldCase(list.agent_id) !== foldCase(agentId))
    throw corrupt(path, "another_agents_list", { detail: list.agent_id });
  // The folder's name is the id: written back under another case, the list would stand in two folders.
  return list.agent_id === agentId ? list : { ...list, agent_id: agentId };
}
