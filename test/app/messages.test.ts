import { describe, expect, test } from "vitest";
import { en } from "../../src/app/messages/en.ts";
import { helpEn } from "../../src/app/messages/help-en.ts";
import { helpZh } from "../../src/app/messages/help-zh.ts";
import { refusalsEn } from "../../src/app/messages/refusals-en.ts";
import { refusalsZh } from "../../src/app/messages/refusals-zh.ts";
import { zh } from "../../src/app/messages/zh.ts";
import { COMMANDS } from "../../src/cli/commands.ts";
import { flagsOf } from "../../src/cli/flags.ts";
import type { Messages } from "../../src/app/messages/messages.ts";
import type { Refusals } from "../../src/app/messages/refusals.ts";
import type { ErrorCode, ErrorFacts, InvalidParamsProblem, StoreProblem } from "../../src/domain/errors.ts";

const agent_id = "coder";

/** Facts of every code: the compiler asks for those of a new one. */
const FACTS: { readonly [Code in ErrorCode]: readonly ErrorFacts[Code][] } = {
  INTERNAL_ERROR: [{ detail: "x is not a function" }],
  IO_ERROR: [{ reason: "ENOSPC" }, { path: "/root/index.json", reason: "ESTALE" }],
  INVALID_PARAMS: invalidParams(),
  CONFIG_INVALID: [
    { path: "/root/config.json", detail: "not an object" },
    { path: "/root/config.json", key: "output", detail: "not allowed: 1" },
  ],
  QUEUE_EMPTY: [
    { agent_id },
    { agent_id, waiting: 1, ready_at: "2026-04-10T10:00:00.000+08:00" },
    { agent_id, waiting: 2, held: true },
    { agent_id, no_queue: true },
  ],
  TASK_NOT_FOUND: [
    { task_id: "task-001" },
    { task_id: "task-001", agent_id },
    { task_id: "task-001", agent_id, owner_agent_id: "other" },
  ],
  AGENT_NOT_FOUND: [{ agent_id }],
  AGENT_BUSY: [{ agent_id, current_task_id: "task-001" }],
  NO_CURRENT_TASK: [{ agent_id }],
  INVALID_TRANSITION: [
    { agent_id, task_id: "task-001", task_status: "pending", wanted_status: "completed" },
    { agent_id, task_id: "task-001", task_status: "pending", wanted_status: "completed", current_task_id: "task-002" },
    ...(["edit", "move", "hold", "release", "note", "renew"] as const).map((action) => ({
      agent_id,
      task_id: "task-001",
      task_status: "completed" as const,
      action,
    })),
    ...(["hold", "queue_hold", "not_before", "retry_delay"] as const).map((waits_for) => ({
      agent_id,
      task_id: "task-001",
      task_status: "pending" as const,
      wanted_status: "running" as const,
      waits_for,
      ready_at: "2026-04-10T10:00:00.000+08:00",
    })),
  ],
  TASK_ALREADY_EXISTS: [{ agent_id, task_id: "task-001" }],
  SUPERSEDED: ["expired", "failed", "moved", "cancelled", "something new"].map((outcome) => ({
    agent_id,
    task_id: "task-001",
    attempt: 1,
    outcome,
    ...(outcome === "expired" && { ended_at: "2026-04-10T10:00:00.000+08:00" }),
    task_status: "running" as const,
    current_attempt: 2,
  })),
  KEY_CONFLICT: [
    { agent_id, key: "k", task_id: "task-001", differs_in: [] },
    { agent_id, key: "k", task_id: "task-001", differs_in: ["name", "priority"] },
  ],
  QUEUE_FULL: [{ agent_id, limit: 10_000 }],
  AGENT_AMBIGUOUS: [{ agent: "ANNA", candidates: ["Anna", "anna"] }],
  LOCK_ACQUIRE_FAILED: [
    { path: "/root/.lock", waited_ms: 8000 },
    { path: "/root/.lock", waited_ms: 8000, held_ms: 9000, holder: { pid: 1, command: "create" } },
  ],
  STORE_CORRUPT: storeProblems(),
  SCHEMA_TOO_NEW: [
    { path: "/root/index.json", schema_version: 2, supported_version: 1.1 },
    { path: "/root/index.json", schema_version: 2, supported_version: 1.1, needs_version: "0.4.0" },
  ],
};

const CATALOGUES = { en: { ...en, ...refusalsEn }, zh: { ...zh, ...refusalsZh } };
const LANGUAGES = ["en", "zh"] as const;
const CODES = Object.keys(FACTS) as ErrorCode[];

describe.each(LANGUAGES)("%s", (language) => {
  const messages = CATALOGUES[language];

  test.each(CODES)("%s has a sentence and a hint, whatever its facts", (code) => {
    for (const { error, hint } of explanations(messages, code)) {
      if (language === "en") expect(error).toMatch(/^[A-Z/"a-z].*\.$/s);
      else expect(error).toMatch(/\p{Script=Han}[^。]*$/su);
      expect(hint).not.toBe("");
      expect(`${error} ${hint}`).not.toMatch(/undefined|\[object|NaN/);
    }
  });

  test("no hint suggests to delete or overwrite anything", () => {
    const hints = CODES.flatMap((code) => explanations(messages, code).map(({ hint }) => hint));
    expect(
      hints.filter((hint) => /delet|remov|overwrit|\brm\b|unlink|truncat|删除|移除|覆盖|清空/i.test(hint)),
    ).toEqual([]);
  });
});

test("every sentence is there in both languages, and in its own", () => {
  const [english, chinese] = [sentencesOf(CATALOGUES.en), sentencesOf(CATALOGUES.zh)];
  expect(Object.keys(chinese)).toEqual(Object.keys(english));
  const untranslated = Object.keys(english).filter(
    (key) => chinese[key] === english[key] && !/columns_(id|agent)|labels\.agent/.test(key),
  );
  expect(untranslated).toEqual([]);
  expect(Object.keys(helpZh.commands)).toEqual(Object.keys(helpEn.commands));
  expect(Object.keys(helpZh.flags).toSorted()).toEqual(Object.keys(helpEn.flags).toSorted());
});

test("every command and every flag has its help, and no help is left over", () => {
  const names = COMMANDS.map(({ operation }) => operation.name);
  const fields = COMMANDS.flatMap((command) => [
    ...flagsOf(command).map(({ parameter }) => parameter),
    ...(command.words ?? []),
  ]);
  expect(Object.keys(helpEn.commands)).toEqual(names);
  expect(Object.keys(helpEn.flags).toSorted()).toEqual([...new Set(fields)].toSorted());
});

/** What each function of a catalogue says to the same arguments, by its name. */
function sentencesOf(messages: Messages & Refusals): Record<string, string> {
  const errors = CODES.flatMap((code) =>
    explanations(messages, code).flatMap(({ error, hint }, n) => [
      [`errors.${code}.${n}`, error],
      [`errors.${code}.${n}.hint`, hint],
    ]),
  );
  const where = { path: "/root/x", reason: "EIO" };
  const warnings = Object.entries(messages.warnings).map(([name, say]) => [`warnings.${name}`, say(where)]);
  const done = Object.entries(messages.done).map(([name, say]) => [
    `done.${name}`,
    (say as (...given: unknown[]) => string)(
      name === "adopting" || name === "created_many" || name === "cut" ? 1 : "task-001",
      "failed",
    ),
  ]);
  const labels = Object.entries(messages.labels).map(([name, text]) => [`labels.${name}`, text]);
  return Object.fromEntries([...errors, ...warnings, ...done, ...labels]) as Record<string, string>;
}

function explanations<Code extends ErrorCode>(messages: Refusals, code: Code) {
  const facts: readonly ErrorFacts[Code][] = FACTS[code];
  return facts.map((each) => messages.errors[code](each));
}

function invalidParams(): ErrorFacts["INVALID_PARAMS"][] {
  const all: Record<InvalidParamsProblem, true> = {
    required: true,
    unknown: true,
    not_text: true,
    empty: true,
    too_long: true,
    too_large: true,
    too_deep: true,
    too_many: true,
    forbidden_key: true,
    not_a_priority: true,
    not_an_agent_id: true,
    not_a_task_id: true,
    not_a_whole_number: true,
    not_a_choice: true,
    not_json: true,
    not_an_object: true,
    not_a_number: true,
    not_a_list: true,
    not_a_time: true,
    not_a_month: true,
    not_a_duration: true,
    not_a_when: true,
    not_an_attempt: true,
    too_short: true,
    in_the_past: true,
    in_the_future: true,
    needs_other: true,
    same_agent: true,
    not_a_line: true,
    from_after_to: true,
    cycle: true,
    not_a_label: true,
    not_together: true,
    needs_terminal: true,
    seq_gone: true,
    seq_to_come: true,
    import_not_confirmed: true,
    import_unknown: true,
    import_version: true,
    not_importable: true,
    too_much_at_once: true,
    file_exists: true,
    not_confirmed: true,
    purge_not_confirmed: true,
    not_empty: true,
    another_agent: true,
    key_used_twice: true,
    not_utf8: true,
    file_unreadable: true,
    input_used_twice: true,
    agent_unknown: true,
    unknown_command: true,
    unknown_option: true,
    option_without_value: true,
    option_as_value: true,
    excess_argument: true,
  };
  const facts = { parameter: "name", given: "x", limit: 5, choices: ["a", "b"], path: "/tmp/x" };
  return (Object.keys(all) as InvalidParamsProblem[]).map((problem) => ({
    problem,
    ...facts,
    ...(problem === "not_json" && { item: 3 }),
  }));
}

function storeProblems(): ErrorFacts["STORE_CORRUPT"][] {
  const all: Record<StoreProblem, true> = {
    empty_file: true,
    not_utf8: true,
    not_json: true,
    too_large: true,
    too_deep: true,
    number_too_large: true,
    not_a_task_list: true,
    not_a_task: true,
    task_missing: true,
    list_missing: true,
    another_agents_list: true,
    symbolic_link: true,
    not_a_file: true,
    not_a_folder: true,
    not_a_key: true,
    not_a_purge: true,
  };
  const problems = (Object.keys(all) as StoreProblem[]).map((problem) => ({ path: "/root/x", problem }));
  return [...problems, { path: "/root/x", problem: "not_json", detail: "Unexpected token" }];
}
