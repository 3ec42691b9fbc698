/** The words of the page about how the work went, in one language. Names come in with nothing that steers a terminal. */
export interface StatsWords {
  readonly allAgents: string;
  readonly title: (who: string, from: string, to: string) => string;
  readonly open: (current: number, pending: number) => string;
  /** What has ended ever since there are tasks. */
  readonly ever: (counts: Readonly<Record<"completed" | "failed" | "cancelled", number>>) => string;
  readonly columns: {
    readonly agent: string;
    readonly done: string;
    readonly failed: string;
    readonly cancelled: string;
    readonly rate: string;
    readonly mean: string;
    readonly p50: string;
    readonly p95: string;
    readonly wait_p50: string;
    readonly wait_p95: string;
    readonly count: string;
    readonly cause: string;
    readonly last_task: string;
    readonly when: string;
  };
  /** The line of all agents together. */
  readonly all: string;
  readonly byDay: string;
  /** Over bars without numbers. */
  readonly lastDays: (days: number) => string;
  readonly day: string;
  readonly causes: string;
  readonly others: (count: number) => string;
  /** Instead of a cause, where nothing was said. */
  readonly noCause: string;
  readonly noneEnded: string;
}
