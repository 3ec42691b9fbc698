import { type Finding, SEVERITIES, type Severity } from "../domain/finding.ts";
import { formatDuration } from "../domain/stats.ts";
import { momentOf } from "../domain/timestamp.ts";
import type { Examination, LockState, Repair } from "../store/store-care.ts";
import { optional, withDefault } from "./input.ts";
import type { FindingText } from "./messages/finding-words.ts";
import { openFindingWords } from "./messages/open-messages.ts";
import { type App, defineOperation } from "./operation.ts";
import { skillsWithoutProgram } from "./openclaw-skill.ts";
import { duration, yesNo } from "./readers.ts";
import type { Setting } from "./settings.ts";
import { type Warned, configWarnings } from "./warning.ts";

/** A finding, with how bad it is and its sentences. */
export interface ToldFinding extends Finding, FindingText {
  readonly severity: Severity;
  /** After a repair: whether it is mended. */
  readonly repaired?: boolean;
}

export interface DoctorResult extends Warned, Partial<Pick<Repair, "saved" | "rebuilt" | "renumbered" | "lost">> {
  /** Whether nothing is wrong; after a repair, whether nothing is wrong any more. */
  readonly sound: boolean;
  readonly root: Setting<string>;
  readonly agent: Setting<string | null>;
  readonly node: string;
  readonly lock: LockState | null;
  readonly findings: readonly ToldFinding[];
  /** What is worth knowing, and not wrong: tasks that have been running for long. */
  readonly notes: readonly ToldFinding[];
  /** Others were writing all the time: some of the findings may be theirs. */
  readonly busy?: true;
}

const SEVERITY_ORDER: readonly Severity[] = ["error", "warning", "note"];

/** Who has been at a task for longer is worth a look. */
const LONG_RUNNING_MS = 4 * 3_600_000;

const input = { repair: withDefault(yesNo, false), stale: optional(duration) };

/** Says what is wrong with a root, and mends it. */
export const doctor = defineOperation({
  name: "doctor",
  isChange: true,
  input,
  async run(app, { repair, stale }): Promise<DoctorResult> {
    const care = await app.care();
    const { operator, signal, onProgress } = app;
    const options = {
      ...(operator !== undefined && { operator }),
      ...(signal && { signal }),
      ...(onProgress && { onProgress }),
    };
    if (repair && !app.isDryRun) return repairedResult(app, await care.repair(options), stale);
    const examination = await care.examine(options);
    return resultOf(app, examination, { findings: allFindings(app, examination, stale), stale });
  },
});

async function repairedResult(app: App, done: Repair, stale: number | undefined): Promise<DoctorResult> {
  const { before, after, saved, rebuilt, renumbered, lost } = done;
  const left = allFindings(app, after, stale);
  const known = new Set(left.map(subjectOf));
  const mended = before.findings.filter((finding) => !known.has(subjectOf(finding)));
  const findings = [
    ...mended.map((finding) => ({ ...finding, repaired: true })),
    ...left.map((finding) => ({ ...finding, repaired: false })),
  ];
  const result = await resultOf(app, after, { findings, stale });
  return { ...result, sound: left.length === 0, saved, rebuilt, renumbered, lost };
}

/** What a finding is about: its numbers may change. */
function subjectOf({ problem, path = "", agent_id = "", task_id = "" }: Finding): string {
  return JSON.stringify([problem, path, agent_id, task_id]);
}

interface Outcome {
  readonly findings: readonly (Finding & { readonly repaired?: boolean })[];
  /** From which time on a running task is a finding, if the caller said so. */
  readonly stale: number | undefined;
}

async function resultOf(app: App, examination: Examination, { findings, stale }: Outcome): Promise<DoctorResult> {
  const words = await openFindingWords(app.settings.lang.value);
  const tell = <Found extends Finding>(finding: Found) => ({
    ...finding,
    severity: SEVERITIES[finding.problem],
    ...words.findings[finding.problem](finding),
  });
  const { root, agent } = app.settings;
  return {
    sound: findings.length === 0,
    root,
    agent,
    node: process.version,
    lock: examination.lock,
    findings: findings
      .map(tell)
      .toSorted((a, b) => SEVERITY_ORDER.indexOf(a.severity) - SEVERITY_ORDER.indexOf(b.severity)),
    notes: [...expiredLeases(examination), ...(stale === undefined ? longRunning(examination, LONG_RUNNING_MS) : [])]
      .map(tell)
      .map(asNote),
    ...(examination.isBusy && { busy: true as const }),
  };
}

function asNote(finding: ToldFinding): ToldFinding {
  return { ...finding, severity: "note" };
}

/** What is wrong in the store, and around it. */
function allFindings(app: App, examination: Examination, stale: number | undefined): readonly Finding[] {
  const config = configWarnings(app).warnings ?? [];
  return [
    ...examination.findings,
    ...config.map(({ path = "", reason = "" }): Finding => ({ problem: "config_invalid", path, reason })),
    ...skillsWithoutProgram(app.around).map((path): Finding => ({ problem: "skill_without_program", path })),
    ...(stale === undefined ? [] : longRunning(examination, stale)),
  ];
}

/** The next start of their queues acts on them. */
function expiredLeases({ running }: Examination): readonly Finding[] {
  return running.flatMap(({ agent_id, task_id, lease_expires_at }): readonly Finding[] => {
    const sinceMs = lease_expires_at === undefined ? -1 : Date.now() - momentOf(lease_expires_at);
    return sinceMs < 0 ? [] : [{ problem: "lease_expired", agent_id, task_id, actual: formatDuration(sinceMs) }];
  });
}

function longRunning({ running }: Examination, limitMs: number): readonly Finding[] {
  return running.flatMap(({ agent_id, task_id, started_at }): readonly Finding[] => {
    const sinceMs = Date.now() - momentOf(started_at);
    return sinceMs < limitMs ? [] : [{ problem: "stale_task", agent_id, task_id, actual: formatDuration(sinceMs) }];
  });
}
