import type { Finding, FindingProblem, Severity } from "../../domain/finding.ts";

/** What a finding is, and what a repair does about it: or, where only a person can, what that person does. */
export interface FindingText {
  readonly what: string;
  readonly repair: string;
}

/** A catalogue of them, in one language. */
export interface FindingWords {
  readonly findings: { readonly [Problem in FindingProblem]: (finding: Finding) => FindingText };
  readonly labels: Readonly<Record<"root" | "agent" | "node" | "lock" | "repair" | "mended" | "left", string>>;
  /** Nobody holds the lock. */
  readonly free: string;
  readonly held: (pid: string, command: string, ms: number) => string;
  /** How to go on from a list of findings. */
  readonly next: string;
  readonly severities: Readonly<Record<Severity, string>>;
  readonly sound: string;
  readonly found: (count: number) => string;
  readonly repaired: (count: number, left: number) => string;
  readonly busy: string;
  readonly saved: (path: string) => string;
  readonly rebuilt: (agent: string, tasks: number, missing: number) => string;
  readonly lost: (agent: string, id: string) => string;
  readonly renumbered: (agent: string, from: string, to: string) => string;
}

/** The ids that a finding names: all, or the first of them. */
export function idsOf({ task_ids = [], count = task_ids.length }: Finding, more: (count: number) => string): string {
  const rest = count - task_ids.length;
  return task_ids.join(", ") + (rest > 0 ? more(rest) : "");
}
