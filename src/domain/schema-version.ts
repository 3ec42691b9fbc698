import type { EventDraft } from "./event.ts";

/**
 * The versions of the files that this program reads and writes: 1, and 1.1 where something of an agent's day is used
 * (leases, attempts, holds, ...). A root that uses none of that stays as it was.
 *
 * A program that knows only 1 would start a task that is on hold: so it must refuse the root.
 */
export const SCHEMA_VERSIONS = [1, 1.1] as const;
export type SchemaVersion = (typeof SCHEMA_VERSIONS)[number];

/** The newest of them. */
export const SCHEMA_VERSION = 1.1;

/** What is written beside 1.1: the version of this program from which on it is understood. */
export const NEEDS_VERSION = "0.2.0";

export function isSchemaVersion(value: unknown): value is SchemaVersion {
  return value === 1 || value === SCHEMA_VERSION;
}

const NEWER_ACTIONS: ReadonlySet<string> = new Set([
  "expire",
  "note",
  "renew",
  "edit",
  "move",
  "hold",
  "release",
  "restore",
]);

const NEWER_FIELDS = ["key_scope", "not_before", "due_at", "max_attempts", "retry_at", "lease_ms", "max_expiries"];

/** The version of a list after some events of its own: once it is the newer one, it stays so. */
export function schemaVersionAfter(version: SchemaVersion, events: readonly EventDraft[]): SchemaVersion {
  return version === SCHEMA_VERSION || events.some(isNewer) ? SCHEMA_VERSION : version;
}

/** What says in a file of which version it is. */
export function versionFields(version: SchemaVersion): { schema_version: SchemaVersion; needs_version?: string } {
  return version === SCHEMA_VERSION
    ? { schema_version: version, needs_version: NEEDS_VERSION }
    : { schema_version: version };
}

function isNewer({ action, task, changes }: EventDraft): boolean {
  return NEWER_ACTIONS.has(action) || [task, changes].some(hasNewer);
}

function hasNewer(fields: object | undefined): boolean {
  return fields !== undefined && NEWER_FIELDS.some((field) => field in fields);
}
