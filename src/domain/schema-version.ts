import type { EventDraft } from "./event.ts";

/**
 * The versions of the files that this program reads and writes: 1; 1.1 where something of an agent's day is used (leases,
 * attempts, holds, ...); 1.2 where tasks depend on others; 1.3 where
 * something was purged (the index says so). A root that uses none of that stays as it was.
 *
 * A program that knows only 1 would start a task that is on hold, or before its time: so it must refuse the root.
 */
export const SCHEMA_VERSIONS = [1, 1.1, 1.2, 1.3] as const;
export type SchemaVersion = (typeof SCHEMA_VERSIONS)[number];

/** The newest of them. */
export const SCHEMA_VERSION = 1.3;

const LINKED = 1.2;

/** That of a root from which something was purged. */
export const PURGED = 1.3;

/** What is written beside a version: that of this program from which on it is understood. */
const NEEDS_VERSION: Readonly<Record<SchemaVersion, string | undefined>> = {
  1: undefined,
  1.1: "0.2.0",
  1.2: "0.3.0",
  1.3: "0.4.0",
};

export function isSchemaVersion(value: unknown): value is SchemaVersion {
  return SCHEMA_VERSIONS.some((version) => version === value);
}

const ACTIONS_OF_A_DAY: ReadonlySet<string> = new Set([
  "expire",
  "note",
  "renew",
  "edit",
  "move",
  "hold",
  "release",
  "restore",
]);

const FIELDS_OF_A_DAY = ["key_scope", "not_before", "due_at", "max_attempts", "retry_at", "lease_ms", "max_expiries"];

/** The version of a list after some events of its own: it never falls. */
export function schemaVersionAfter(version: SchemaVersion, events: readonly EventDraft[]): SchemaVersion {
  if (version >= LINKED || events.length === 0) return version;
  if (events.some((event) => hasField(event, ["depends_since"]))) return LINKED;
  const isOfADay =
    version === 1 && events.some((event) => ACTIONS_OF_A_DAY.has(event.action) || hasField(event, FIELDS_OF_A_DAY));
  return isOfADay ? 1.1 : version;
}

/** What says in a file of which version it is. */
export function versionFields(version: SchemaVersion): { schema_version: SchemaVersion; needs_version?: string } {
  const needs_version = NEEDS_VERSION[version];
  return { schema_version: version, ...(needs_version !== undefined && { needs_version }) };
}

function hasField({ task, changes }: EventDraft, fields: readonly string[]): boolean {
  return [task, changes].some((record) => record !== undefined && fields.some((field) => field in record));
}
