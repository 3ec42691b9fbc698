import { invalid } from "../domain/errors.ts";

/** What a value looks like, as JSON Schema has it. */
export type ValueSchema = Readonly<Record<string, unknown>>;

/** Reads one value that came from outside. @throws INVALID_PARAMS, naming the parameter */
export interface Reader<Value> {
  (value: unknown, parameter: string): Value;
  /** What it takes, to be told to callers. The function is stricter where a schema cannot say it. */
  readonly schema: ValueSchema;
  readonly isRequired?: true;
}

export type InputFields = Readonly<Record<string, Reader<unknown>>>;

export type InputOf<Fields extends InputFields> = {
  readonly [Name in keyof Fields]: Fields[Name] extends Reader<infer Value> ? Value : never;
};

/** A reader, with what it takes. */
export function reader<Value>(schema: ValueSchema, read: (value: unknown, parameter: string) => Value): Reader<Value> {
  return Object.assign(read, { schema });
}

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
  const values = Object.entries<Reader<unknown>>(fields).map(([name, read]) => [name, read(raw[name], name)]);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- every field was read by its own reader
  return Object.fromEntries(values) as InputOf<Fields>;
}

/** What fields take together, as the JSON Schema of an object. */
export function inputSchema(fields: InputFields): ValueSchema {
  const all = Object.entries(fields);
  return {
    type: "object",
    properties: Object.fromEntries(all.map(([name, { schema }]) => [name, schema])),
    required: all.filter(([, { isRequired }]) => isRequired).map(([name]) => name),
    additionalProperties: false,
  };
}

/** @throws INVALID_PARAMS if the value is missing */
export function required<Value>(read: Reader<Value>): Reader<Value> {
  const readRequired = reader(read.schema, (value, parameter) => {
    if (value === undefined) throw invalid("required", { parameter });
    return read(value, parameter);
  });
  return Object.assign(readRequired, { isRequired: true as const });
}

export function optional<Value>(read: Reader<Value>): Reader<Value | undefined> {
  return reader(read.schema, (value, parameter) => (value === undefined ? undefined : read(value, parameter)));
}

export function withDefault<Value>(read: Reader<Value>, otherwise: NoInfer<Value>): Reader<Value> {
  return reader({ ...read.schema, default: otherwise }, (value, parameter) =>
    value === undefined ? otherwise : read(value, parameter),
  );
}
