import type { TaskStatus } from "../../domain/task.ts";
import type { Warning } from "../warning.ts";

/** What a warning is about. */
export interface Where {
  readonly path: string;
  readonly reason: string;
}

/** A catalogue: what a caller reads of a success, in one language. */
export interface Messages {
  readonly warnings: {
    readonly [Problem in Warning["problem"]]: (where: Where) => string;
  };
  readonly done: {
    readonly created: (agent: string) => string;
    readonly created_many: (count: number, agent: string) => string;
    readonly nothing_created: () => string;
    readonly exists: (id: string) => string;
    readonly started: () => string;
    readonly completed: () => string;
    readonly failed: () => string;
    readonly cancelled: () => string;
    readonly also_cancelled: (count: number) => string;
    readonly retried: (agent: string) => string;
    readonly resumed: () => string;
    readonly put_back: (failures: number, ofAttempts: number, readyAt: string | undefined) => string;
    readonly key_taken: (id: string, status: TaskStatus) => string;
    readonly noted: () => string;
    readonly renewed: (until: string | undefined) => string;
    readonly edited: (id: string) => string;
    readonly moved: (id: string, agent: string) => string;
    readonly held: (what: string) => string;
    readonly released: (what: string) => string;
    readonly no_change: () => string;
    readonly unchanged: (id: string, status: TaskStatus) => string;
    readonly parts: (id: string, completed: number, total: number) => string;
    readonly looking: (done: number, total: number) => string;
    readonly cut: (returned: number, total: number) => string;
    readonly adopting: (done: number, total: number) => string;
    readonly dry_run: (message: string) => string;
    readonly configured: (key: string, value: string) => string;
  };
  readonly labels: Readonly<Record<Label, string>>;
}

export type Label = "error" | "hint" | "warning";
