import type { DemoAgent, DemoTask } from "../demo-story.ts";

/** What the tasks of the demo say, in one language, and what is said of it. */
export interface DemoWords {
  readonly agents: Readonly<Record<DemoAgent, string>>;
  readonly tasks: Readonly<Record<DemoTask, string>>;
  readonly descriptions: Readonly<Partial<Record<DemoTask, string>>>;
  readonly results: Readonly<Record<Completed, string>>;
  readonly errors: Readonly<Record<Failed, string>>;
  readonly notes: Readonly<Record<Noted, readonly string[]>>;
  readonly reasons: Readonly<Record<"images" | "old_search", string>>;
  readonly made: (tasks: number, agents: number, root: string) => string;
  readonly next: string;
  readonly yours: string;
}

type Completed = "payments" | "changelog" | "login" | "review_login" | "backup" | "end_to_end" | "migration" | "search";

type Failed = "end_to_end" | "search" | "licences";

type Noted = "login" | "migration" | "search" | "invoice" | "feedback";
