import * as z from "zod";
import { type ValueSchema, inputSchema } from "../../app/input.ts";
import { openHelp } from "../../app/messages/open-messages.ts";
import type { Warned } from "../../app/warning.ts";
import type { Command } from "../command.ts";
import { GLOBAL_FLAGS, flagsOf } from "../flags.ts";
import { EVERY_SUCCESS, OUTPUTS, REFUSAL } from "./outputs.ts";

/** The JSON Schemas of what a command takes and prints. */
export interface CommandSchema extends Warned {
  readonly command: string;
  readonly input: ValueSchema;
  readonly output: ValueSchema;
  readonly error: ValueSchema;
}

/** Describes a command to programs: in English, as all keys are. */
export async function schemaOf(command: Command): Promise<CommandSchema> {
  const { name } = command.operation;
  return {
    command: name,
    input: await inputOf(command),
    output: jsonSchema(z.object({ ...EVERY_SUCCESS, ...OUTPUTS[name] })),
    error: jsonSchema(REFUSAL),
  };
}

/** What the flags take that are no input of an operation, but settings or of the output. */
const OTHER_FLAGS: Readonly<Record<string, ValueSchema>> = {
  dry_run: { type: "boolean" },
  fields: { type: "string" },
  lock_timeout: { type: "integer", minimum: 0, maximum: 600_000 },
  operator: { type: "string", minLength: 1 },
};

async function inputOf(command: Command): Promise<ValueSchema> {
  const { flags: help } = await openHelp("en");
  const { input } = command.operation;
  const own = inputSchema(input);
  const parameters = [
    ...(command.words ?? []),
    ...flagsOf(command)
      .filter((flag) => !GLOBAL_FLAGS.includes(flag))
      .map(({ parameter }) => parameter),
  ];
  const properties = parameters.map((parameter) => [
    parameter,
    { ...(input[parameter]?.schema ?? OTHER_FLAGS[parameter]), description: help[parameter] },
  ]);
  const isRequired = (parameter: string) =>
    input[parameter]?.isRequired && !(parameter === "agent" && command.hasDefaultAgent);
  return {
    ...own,
    properties: Object.fromEntries(properties),
    required: parameters.filter(isRequired),
    ...command.inputRule,
  };
}

/** As a JSON Schema, without the bounds of what JavaScript counts exactly. */
function jsonSchema(schema: z.ZodType): ValueSchema {
  return z.toJSONSchema(schema, {
    override: ({ jsonSchema: made }) => {
      if (made.maximum === Number.MAX_SAFE_INTEGER) delete made.maximum;
    },
  });
}
