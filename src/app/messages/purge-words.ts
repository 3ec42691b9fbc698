/** What is said of a purge, in one language. Times and paths come in with nothing that steers a terminal. */
export interface PurgeWords {
  readonly progress: (done: number, total: number) => string;
  readonly ask: (what: Purging) => string;
  readonly done: (what: Purging) => string;
  readonly nothing: (before: string) => string;
  readonly kept: (tasks: number) => string;
  readonly copied: (path: string) => string;
}

/** What a purge takes away: what ended, or happened, before. */
export interface Purging {
  readonly tasks: number;
  readonly events: number;
  readonly agents: number;
  readonly before: string;
}
