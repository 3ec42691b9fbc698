import type { TaskStatus } from "../../domain/task.ts";

/** The words that say why a task waits, in one language. What comes in has nothing that steers a terminal. */
export interface WhyWords {
  readonly answers: {
    readonly waits: (task: string, agent: string, reasons: number) => string;
    readonly next: (task: string, agent: string) => string;
    readonly running: (task: string, agent: string) => string;
    readonly ended: (task: string, agent: string, status: TaskStatus) => string;
  };
  readonly busy: (agent: string, task: string, since: string) => string;
  /** Of which task it waits, and how that stands: missing, if nothing is left of it. */
  readonly dependency: (task: string, agent: string, status: TaskStatus | "missing") => string;
  readonly doomed: string;
  /** Any one of so many is enough. */
  readonly anyOf: (count: number) => string;
  readonly not_before: (until: string) => string;
  readonly retry_delay: (until: string) => string;
  readonly queue_hold: (agent: string, since: string) => string;
  readonly hold: (since: string) => string;
  readonly said: (reason: string, by: string) => string;
  readonly behind: (count: number, first: string) => string;
}
