import { type InvalidParamsProblem, invalid } from "../domain/errors.ts";
import {
  LIMITS,
  checkKey,
  checkMetadata,
  checkName,
  checkOperator,
  checkPriority,
  checkText,
  cutReport,
} from "../domain/limits.ts";
import { TASK_ID } from "../domain/task-id.ts";
import { type Reader, reader } from "./input.ts";

const TEXT = { type: "string" };
const NON_EMPTY = { type: "string", minLength: 1 };

export const anyText: Reader<string> = reader(TEXT, textOf);

/** The name of an agent, as the caller writes it: the store knows which queue it means. */
export const agentName: Reader<string> = reader(NON_EMPTY, nonEmptyText);

/** The folder of all queues, as the caller writes it. */
export const rootFolder: Reader<string> = reader(NON_EMPTY, nonEmptyText);

export const taskName = line(LIMITS.nameCharacters, checkName);
export const key = line(LIMITS.keyCharacters, checkKey);
/** Who acts, for the journal. */
export const operatorName = line(LIMITS.operatorCharacters, checkOperator);

export const longText: Reader<string> = reader(TEXT, (value, parameter) =>
  checkText(textOf(value, parameter), parameter),
);

/** How a task ended, in the caller's words. */
export interface Report {
  readonly text: string;
  /** Whether the text was longer than 64 KiB, so that only its end is kept. */
  readonly isCut: boolean;
}

/** A report is never refused for its size: a task must be able to end. */
export const report: Reader<Report> = reader(TEXT, (value, parameter) => {
  const given = textOf(value, parameter);
  const text = cutReport(given);
  return { text, isCut: text !== given };
});

export const metadata: Reader<Readonly<Record<string, unknown>>> = reader({ type: "object" }, checkMetadata);

export const priority: Reader<number> = reader(
  {
    anyOf: [
      { type: "integer", minimum: 1, maximum: 10 },
      { type: "string", pattern: "^(0?[1-9]|10|[Pp][0-3])$" },
    ],
  },
  (value, parameter) =>
    checkPriority(typeof value === "number" || typeof value === "string" ? value : typeof value, parameter),
);

export const taskId = matching(TASK_ID, "not_a_task_id");

/** A month, like 2026-04. */
export const month = matching(/^\d{4}-(0[1-9]|1[0-2])$/, "not_a_month");

/** One of a few words. */
export function choice<const Choice extends string>(choices: readonly Choice[]): Reader<Choice> {
  return reader({ enum: choices }, (value, parameter) => {
    const given = textOf(value, parameter);
    const found = choices.find((name) => name === given);
    if (found === undefined) throw invalid("not_a_choice", { parameter, given, choices });
    return found;
  });
}

/** A whole number of at most so many digits. */
export function wholeNumber(limit: number, digits = 9): Reader<number> {
  const form = new RegExp(`^\\d{1,${digits}}$`);
  return reader({ type: "integer", minimum: 0, maximum: limit }, (value, parameter) => {
    const given = typeof value === "number" ? String(value) : textOf(value, parameter);
    if (!form.test(given) || Number(given) > limit) throw invalid("not_a_whole_number", { parameter, given, limit });
    return Number(given);
  });
}

/** How long to wait for others, in ms: 10 minutes at most. */
export const lockTimeout = wholeNumber(600_000);

/** How many at most. */
export const count = wholeNumber(1_000_000, 7);

const UNITS_MS = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** A duration like 90s, 30m, 4h or 2d, in milliseconds. */
export const duration: Reader<number> = reader({ type: "string", pattern: "^\\d{1,6}[smhd]$" }, (value, parameter) => {
  const given = textOf(value, parameter);
  const [, number, unit] = /^(\d{1,6})([smhd])$/.exec(given) ?? [];
  const unitMs = Object.entries(UNITS_MS).find(([name]) => name === unit)?.[1];
  if (unitMs === undefined) throw invalid("not_a_duration", { parameter, given });
  return Number(number) * unitMs;
});

/** A switch. */
export const yesNo: Reader<boolean> = reader({ type: "boolean" }, (value, parameter) => {
  if (typeof value === "boolean") return value;
  throw invalid("not_a_choice", { parameter, given: typeof value, choices: ["true", "false"] });
});

/** The beginning of a period, in milliseconds since 1970: a day begins at its local midnight. */
export const momentFrom: Reader<number> = reader(TEXT, (value, parameter) => readMoment(value, parameter).from);

/** The end of a period, inclusive: a day ends a millisecond before the next. */
export const momentTo: Reader<number> = reader(TEXT, (value, parameter) => readMoment(value, parameter).to);

const ISO_8601 =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?)(Z|[+-]\d{2}(?::?\d{2})?)?)?$/i;

/** A date, or a date with a time, in ISO 8601; without an offset, local time. */
function readMoment(value: unknown, parameter: string): { from: number; to: number } {
  const given = textOf(value, parameter);
  const [, year, monthOfYear, day, time, offset = ""] = ISO_8601.exec(given.trim()) ?? [];
  const date = [Number(year), Number(monthOfYear) - 1, Number(day)] as const;
  const counted = new Date(Date.UTC(...date)); // a month or a day that there is not runs over into the next
  const isDate = counted.getUTCMonth() === date[1] && counted.getUTCDate() === date[2];
  if (!isDate) throw invalid("not_a_time", { parameter, given });
  if (time === undefined) {
    const [y, m, d] = date;
    return { from: new Date(y, m, d).getTime(), to: new Date(y, m, d + 1).getTime() - 1 };
  }
  const zone = offset.replace(/^([+-]\d{2}):?(\d{2})?$/, (_, hours: string, minutes = "00") => `${hours}:${minutes}`);
  const moment = Date.parse(`${year}-${monthOfYear}-${day}T${time.replace(",", ".")}${zone.toUpperCase()}`);
  if (Number.isNaN(moment)) throw invalid("not_a_time", { parameter, given });
  return { from: moment, to: moment };
}

function textOf(value: unknown, parameter: string): string {
  if (typeof value === "string") return value;
  throw invalid("not_text", { parameter });
}

function nonEmptyText(value: unknown, parameter: string): string {
  const text = textOf(value, parameter);
  if (text === "") throw invalid("empty", { parameter });
  return text;
}

/** A text that is not blank, of at most so many characters: as its check says, which is the domain's. */
function line(limit: number, check: (text: string, parameter: string) => string): Reader<string> {
  const schema = { type: "string", pattern: "\\S", maxLength: limit };
  return reader(schema, (value, parameter) => check(textOf(value, parameter), parameter));
}

function matching(form: RegExp, problem: InvalidParamsProblem): Reader<string> {
  return reader({ type: "string", pattern: form.source }, (value, parameter) => {
    const given = textOf(value, parameter);
    if (!form.test(given)) throw invalid(problem, { parameter, given });
    return given;
  });
}
