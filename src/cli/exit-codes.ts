import type { ErrorCode } from "../domain/errors.ts";

/** The exit status of each error code: what a shell script can tell apart. */
export const EXIT_STATUS: Readonly<Record<ErrorCode, number>> = {
  INTERNAL_ERROR: 1,
  IO_ERROR: 1,
  INVALID_PARAMS: 2,
  CONFIG_INVALID: 2,
  QUEUE_EMPTY: 3,
  TASK_NOT_FOUND: 4,
  AGENT_NOT_FOUND: 4,
  AGENT_BUSY: 5,
  NO_CURRENT_TASK: 5,
  INVALID_TRANSITION: 5,
  KEY_CONFLICT: 5,
  QUEUE_FULL: 5,
  TASK_ALREADY_EXISTS: 5,
  SUPERSEDED: 5,
  AGENT_AMBIGUOUS: 5,
  LOCK_ACQUIRE_FAILED: 6,
  STORE_CORRUPT: 7,
  SCHEMA_TOO_NEW: 7,
};

/** The one status that means: repeat the same call, and it may succeed. */
export const RETRYABLE_STATUS = 6;
