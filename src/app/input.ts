import { invalid } from "../domain/errors.ts";
import { checkKey, checkMetadata, checkName, checkPriority, checkText, cutReport } from "../domain/limits.ts";
import { TASK_ID } from "../domain/task-id.ts";

/** Reads one value that came from outside. @throws INVALID_PARAMS, naming the parameter */
export type Reader<Value> = (value: unknown, parameter: string) => Value;

// With `unknown` in the place of `any`, the compiler would take it for the type of every `required(...)`.
// oxlint-disable-next-line typescript/no-explicit-any
export type InputFields = Readonly<Record<string, Reader<any>>>;

export type InputOf<Fields extends InputFields> = { readonly [Name in keyof Fields]: ReturnType<Fields[Name]> };

/**
 * Reads the input of an operation.
 *
 * @throws INVALID_PARAMS for the first field that is wrong, missing or unknown
 */
export function readInput<Fields extends InputFields>(
  fields: Fields,
  raw: Readonly<Record<string, unknown>>,
): InputOf<Fields> {
  const unknown = Object.keys(raw).find((name) => !Object.hasOwn(fields, name));
  if (unknown !== undefined) throw invalid("unknown", { parameter: unknown, choices: Object.keys(fields) });
  const values = Object.entries(fields).map(([name, read]) => [name, read(raw[name], name)]);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- every field was read by its own reader
  return Object.fromEntries(values) as InputOf<Fields>;
}

/** @throws INVALID_PARAMS if the value is missing */
export function required<Value>(read: Reader<Value>): Reader<Value> {
  return (value, parameter) => {
    if (value === undefined) throw invalid("required", { parameter });
    return read(value, parameter);
  };
}

export function optional<Value>(read: Reader<Value>): Reader<Value | undefined> {
  return (value, parameter) => (value === undefined ? undefined : read(value, parameter));
}

export function withDefault<Value>(read: Reader<Value>, otherwise: NoInfer<Value>): Reader<Value> {
  return (value, parameter) => (value === undefined ? otherwise : read(value, parameter));
}

export const anyText: Reader<string> = (value, parameter) => {
  if (typeof value === "string") return value;
  throw invalid("not_text", { parameter });
};

/** The name of an agent, as the caller writes it: the store knows which queue it means. */
export const agentName: Reader<string> = (value, parameter) => {
  const name = anyText(value, parameter);
  if (name === "") throw invalid("empty", { parameter });
  return name;
};

export const taskName: Reader<string> = (value, parameter) => checkName(anyText(value, parameter), parameter);

export const longText: Reader<string> = (value, parameter) => checkText(parameter, anyText(value, parameter));

/** How a task ended, in the caller's words. */
export interface Report {
  readonly text: string;
  /** Whether the text was longer than 64 KiB, so that only its end is kept. */
  readonly isCut: boolean;
}

/** A report is never refused for its size: a task must be able to end. */
export const report: Reader<Report> = (value, parameter) => {
  const given = anyText(value, parameter);
  const text = cutReport(given);
  return { text, isCut: text !== given };
};

export const key: Reader<string> = (value, parameter) => checkKey(anyText(value, parameter));

export const metadata: Reader<Readonly<Record<string, unknown>>> = (value) => checkMetadata(value);

export const priority: Reader<number> = (value, parameter) =>
  checkPriority(typeof value === "number" || typeof value === "string" ? value : JSON.stringify(value), parameter);

export const taskId: Reader<string> = (value, parameter) => {
  const id = anyText(value, parameter);
  if (!TASK_ID.test(id)) throw invalid("not_a_task_id", { parameter, given: id });
  return id;
};

/** One of a few words. */
export function choice<Choice extends string>(choices: readonly Choice[]): Reader<Choice> {
  return (value, parameter) => {
    const given = anyText(value, parameter);
    const found = choices.find((name) => name === given);
    if (found === undefined) throw invalid("not_a_choice", { parameter, given, choices });
    return found;
  };
}

/** A whole number of at most so many digits. */
export function wholeNumber(limit: number, digits = 9): Reader<number> {
  const form = new RegExp(`^\\d{1,${digits}}$`);
  return (value, parameter) => {
    const given = typeof value === "number" ? String(value) : anyText(value, parameter);
    if (!form.test(given) || Number(given) > limit) throw invalid("not_a_whole_number", { parameter, given, limit });
    return Number(given);
  };
}

/** How many at most. */
export const count = wholeNumber(1_000_000, 7);

export const month: Reader<string> = (value, parameter) => {
  const given = anyText(value, parameter);
  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(given)) throw invalid("not_a_month", { parameter, given });
  return given;
};

/** The beginning of a period, in milliseconds since 1970: a day begins at its local midnight. */
export const momentFrom: Reader<number> = (value, parameter) => readMoment(value, parameter).from;

/** The end of a period, inclusive: a day ends a millisecond before the next. */
export const momentTo: Reader<number> = (value, parameter) => readMoment(value, parameter).to;

const ISO_8601 =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?)(Z|[+-]\d{2}(?::?\d{2})?)?)?$/i;

/** A date, or a date with a time, in ISO 8601; without an offset, local time. */
function readMoment(value: unknown, parameter: string): { from: number; to: number } {
  const given = anyText(value, parameter);
  const [, year, monthOfYear, day, time, offset = ""] = ISO_8601.exec(given.trim()) ?? [];
  const date = [Number(year), Number(monthOfYear) - 1, Number(day)] as const;
  const isDate = new Date(Date.UTC(...date)).getUTCDate() === date[2];
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
