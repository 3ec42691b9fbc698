import type { Messages } from "./messages.ts";

export const en: Messages = {
  warnings: {
    not_confirmed: ({ path, reason }) =>
      `The change is made, but the disk did not confirm it (${path}: ${reason}): a power cut could undo it.`,
    derived_late: ({ path, reason }) =>
      `The change is made, but archive, journal or index are not up to date (${path}: ${reason}); the next command repairs them.`,
    lock_left: ({ path, reason }) =>
      `The change is made, but the lock could not be removed (${path}: ${reason}); the next command does it.`,
    list_skipped: ({ path, reason }) =>
      `Another agent's list cannot be read (${path}: ${reason}); it was left as it is.`,
    copy_skipped: ({ path, reason }) => `A file in the archive is no task (${path}: ${reason}); it was left as it is.`,
    foreign_write: ({ path }) =>
      `Another program has written ${path} without the lock; what it wrote was taken over, and what it overwrote is gone.`,
    config_invalid: ({ path, reason }) => `The settings in ${path} cannot be used (${reason}); these are without them.`,
    tasks_missing: ({ reason }) =>
      `Of finished tasks ${reason} cannot be shown: their copies are gone from the archive. agent-tasks doctor says more.`,
    report_cut: () => "The text was longer than 64 KiB; only its end was kept.",
  },
  done: {
    created: (agent) => `Task added to the queue of ${agent}.`,
    created_many: (count, agent) => `${count} tasks added to the queue of ${agent}.`,
    nothing_created: () => "No tasks were given; nothing was changed.",
    exists: (id) => `An open task has this key already: ${id}.`,
    started: () => "Task started.",
    completed: () => "Task completed and archived.",
    failed: () => "Task marked as failed.",
    cancelled: () => "Task cancelled and archived.",
    also_cancelled: (count) =>
      count === 1
        ? " A task that depends on it was cancelled too."
        : ` ${count} tasks that depend on it were cancelled too.`,
    retried: (agent) => `Task put back into the queue of ${agent}.`,
    resumed: () => "This task was running already: go on with it.",
    put_back: (failures, ofAttempts, readyAt) =>
      `Attempt failed (${failures} of ${ofAttempts}); the task waits for the next${readyAt === undefined ? "" : `, until ${readyAt}`}.`,
    key_taken: (id, status) => `The key is that of ${id} (${status}), for ever.`,
    noted: () => "Noted.",
    renewed: (until) => (until === undefined ? "The task has no lease to renew." : `Lease renewed until ${until}.`),
    edited: (id) => `${id} changed.`,
    moved: (id, agent) => `${id} moved to the queue of ${agent}.`,
    held: (what) => `${what} is on hold.`,
    released: (what) => `${what} goes on.`,
    no_change: () => "It was so already; nothing was changed.",
    unchanged: (id, status) => `${id} was ${status} already; nothing was changed.`,
    parts: (id, completed, total) => `${id}: ${completed} of ${total} ${total === 1 ? "part" : "parts"} completed`,
    looking: (done, total) => `Looking: ${done} of ${total} files`,
    cut: (returned, total) => `${returned} of ${total} tasks shown.`,
    adopting: (done, total) => `Taking over the tasks of the original tool: ${done} of ${total}`,
    dry_run: (message) => `Nothing was changed. Without --dry-run: ${message}`,
    configured: (key, value) => `${key} is ${value} now.`,
  },
  labels: {
    error: "error",
    hint: "hint",
    warning: "warning",
  },
};
