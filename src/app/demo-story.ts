import type { DemoWords } from "./messages/demo-words.ts";

// A day and a morning of four agents who bring out version 2.4 of a shop. Whatever a task can be, one of them is.

export const DEMO_AGENTS = ["research", "coder", "reviewer", "ops"] as const;

export type DemoAgent = (typeof DEMO_AGENTS)[number];

export type DemoTask = keyof typeof TASKS;

/** What happens to a task, and how many minutes before now. */
export interface DemoStep {
  readonly ago: number;
  readonly action: "create" | "start" | "note" | "complete" | "fail" | "retry" | "hold" | "cancel";
  readonly agent: DemoAgent;
  readonly task: DemoTask;
  /** On which others a new task depends, and of which it is a part. */
  readonly after?: readonly string[];
  readonly partOf?: string;
  /** What else the action takes. */
  readonly given: Readonly<Record<string, unknown>>;
}

interface NewDemoTask {
  readonly agent: DemoAgent;
  readonly ago: number;
  readonly priority: number;
  readonly tags?: readonly string[];
  readonly isOfRelease?: true;
  readonly after?: readonly string[];
  readonly partOf?: string;
  /** By when it should have ended, and from when on it may start: in so many minutes. */
  readonly dueIn?: number;
  readonly notBeforeIn?: number;
  readonly terms?: Readonly<Record<string, unknown>>;
}

const task = <Task extends NewDemoTask>(it: Task): Task => it;

/** In the order in which they are made: their ids follow from it. */
const TASKS = {
  payments: task({ agent: "research", ago: 1430, priority: 7, isOfRelease: true }),
  changelog: task({ agent: "research", ago: 1428, priority: 5, tags: ["backend"] }),
  login: task({ agent: "coder", ago: 1425, priority: 8, tags: ["customer", "urgent"] }),
  review_login: task({ agent: "reviewer", ago: 1424, priority: 6, after: ["login"] }),
  backup: task({ agent: "ops", ago: 1420, priority: 5, terms: { key: "nightly-backup" } }),
  end_to_end: task({
    agent: "ops",
    ago: 1180,
    priority: 6,
    tags: ["ci"],
    terms: { max_attempts: 3, retry_delay: "10m" },
  }),
  migration: task({ agent: "coder", ago: 300, priority: 9, tags: ["backend"], isOfRelease: true, after: ["payments"] }),
  search: task({ agent: "coder", ago: 299, priority: 6, tags: ["backend"] }),
  invoice: task({ agent: "coder", ago: 298, priority: 8, tags: ["customer"], isOfRelease: true, after: ["migration"] }),
  pdf: task({ agent: "coder", ago: 297, priority: 6, isOfRelease: true, partOf: "invoice" }),
  mails: task({
    agent: "coder",
    ago: 296,
    priority: 5,
    tags: ["docs"],
    isOfRelease: true,
    partOf: "invoice",
    dueIn: 180,
  }),
  cleanup: task({ agent: "coder", ago: 295, priority: 3, isOfRelease: true, after: ["invoice"] }),
  review_migration: task({ agent: "reviewer", ago: 294, priority: 8, isOfRelease: true, after: ["migration"] }),
  review_invoice: task({ agent: "reviewer", ago: 293, priority: 7, isOfRelease: true, after: ["invoice"] }),
  licences: task({ agent: "reviewer", ago: 292, priority: 5 }),
  old_search: task({ agent: "reviewer", ago: 291, priority: 2 }),
  deploy: task({
    agent: "ops",
    ago: 290,
    priority: 9,
    isOfRelease: true,
    after: ["review_migration", "review_invoice"],
  }),
  images: task({ agent: "ops", ago: 289, priority: 4 }),
  certificate: task({ agent: "ops", ago: 288, priority: 10, tags: ["urgent"], dueIn: 90 }),
  monitoring: task({ agent: "ops", ago: 130, priority: 7, terms: { lease: "30m" } }),
  feedback: task({ agent: "research", ago: 287, priority: 6, tags: ["customer"] }),
  costs: task({ agent: "research", ago: 286, priority: 4 }),
  incident: task({ agent: "research", ago: 285, priority: 5, notBeforeIn: 120 }),
};

const RELEASE = "release-2.4";

/** All steps, the earliest first. `now` is in milliseconds since 1970. */
export function demoSteps(words: DemoWords, now: number): readonly DemoStep[] {
  const steps = [...creations(words, now), ...deeds(words)];
  return steps.toSorted((one, other) => other.ago - one.ago);
}

function creations({ tasks, descriptions }: DemoWords, now: number): readonly DemoStep[] {
  const inMinutes = (minutes: number) => new Date(now + minutes * 60_000).toISOString();
  return names().map((name) => {
    const { agent, ago, priority, tags, isOfRelease, after, partOf, dueIn, notBeforeIn, terms }: NewDemoTask =
      TASKS[name];
    const given = {
      name: tasks[name],
      ...(descriptions[name] !== undefined && { description: descriptions[name] }),
      priority,
      ...(tags && { tags }),
      ...(isOfRelease && { group: RELEASE }),
      ...(dueIn !== undefined && { due: inMinutes(dueIn) }),
      ...(notBeforeIn !== undefined && { not_before: inMinutes(notBeforeIn) }),
      ...terms,
    };
    const links = { ...(after && { after }), ...(partOf !== undefined && { partOf }) };
    return { ago, action: "create", agent, task: name, ...links, given };
  });
}

function names(): readonly DemoTask[] {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- these are its keys, and nobody adds to it
  return Object.keys(TASKS) as DemoTask[];
}

function deeds(words: DemoWords): readonly DemoStep[] {
  const { results, errors, notes, reasons } = words;
  const at = (ago: number, action: DemoStep["action"], name: DemoTask, given: DemoStep["given"] = {}): DemoStep => {
    return { ago, action, agent: TASKS[name].agent, task: name, given };
  };
  const start = (ago: number, name: DemoTask) => at(ago, "start", name);
  const complete = (ago: number, name: keyof typeof results) => at(ago, "complete", name, { result: results[name] });
  const fail = (ago: number, name: keyof typeof errors) => at(ago, "fail", name, { error: errors[name] });
  const note = (ago: number, name: keyof typeof notes, progress: number, which = 0) =>
    at(ago, "note", name, { message: notes[name][which], progress });
  return [
    [start(1400, "payments"), complete(1290, "payments")],
    [start(1285, "changelog"), complete(1235, "changelog")],
    [start(1395, "login"), note(1350, "login", 40), complete(1240, "login")],
    [start(1230, "review_login"), complete(1190, "review_login")],
    [start(1175, "end_to_end"), fail(1150, "end_to_end"), start(1135, "end_to_end"), complete(1100, "end_to_end")],
    [start(720, "backup"), complete(705, "backup")],
    [start(280, "migration"), note(255, "migration", 60), complete(210, "migration")],
    [start(205, "search"), fail(180, "search"), at(170, "retry", "search")],
    [start(165, "search"), note(150, "search", 50), complete(125, "search")],
    [start(120, "invoice"), note(90, "invoice", 30), note(35, "invoice", 65, 1)],
    [start(200, "licences"), fail(160, "licences")],
    [at(140, "cancel", "old_search", { reason: reasons.old_search })],
    [at(240, "hold", "images", { reason: reasons.images })],
    [start(95, "monitoring")], // its lease runs out half an hour later, and nobody has seen to it
    [start(70, "feedback"), note(50, "feedback", 35), note(20, "feedback", 60, 1)],
  ].flat();
}
