import * as z from "zod";
import { type ValueSchema, inputSchema } from "../../app/input.ts";
import { openHelp } from "../../app/messages/open-messages.ts";
import { agentName, lockTimeout, operatorName, quietToken, yesNo } from "../../app/readers.ts";
import type { Warned } from "../../app/warning.ts";
import type { Command } from "../command.ts";
import { graphFormat } from "../commands/graph.ts";
import { FIELDS, GLOBAL_FLAGS, flagsOf } from "../flags.ts";
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
    output: outputOf(command),
    error: { ...jsonSchema(REFUSAL) },
  };
}

function outputOf({ operation, flags, isEndless }: Command): ValueSchema {
  const shape = shapeOf(operation.name);
  const schema = jsonSchema(isEndless ? z.looseObject(shape) : z.object({ ...EVERY_SUCCESS, ...shape }));
  // A task of which only some fields were asked for has no others.
  if (flags.includes(FIELDS)) delete schema.$defs?.["task"]?.required;
  return { ...schema };
}

function shapeOf(name: string): z.ZodRawShape {
  const shapes: Readonly<Record<string, z.ZodRawShape>> = OUTPUTS;
  return shapes[name] ?? {};
}

/** What the flags take that are no input of an operation, but settings or of the output. */
const OTHER_FLAGS: Readonly<Record<string, ValueSchema>> = {
  dry_run: { type: "boolean" },
  agent: agentName.schema,
  all: yesNo.schema,
  exit_code: yesNo.schema,
  full: yesNo.schema,
  format: graphFormat.schema,
  quiet_token: quietToken.schema,
  fields: { type: "string", minLength: 1 },
  lock_timeout: lockTimeout.schema,
  operator: operatorName.schema,
  watch: yesNo.schema,
  yes: yesNo.schema,
};

async function inputOf(command: Command): Promise<ValueSchema> {
  const { flags: help } = await openHelp("en");
  const { input } = command.operation;
  const variant = command.variant?.command.operation.input ?? {};
  const own = inputSchema(input);
  const parameters = [
    ...(command.words ?? []),
    ...flagsOf(command)
      .filter((flag) => !GLOBAL_FLAGS.includes(flag))
      .map(({ parameter }) => parameter),
  ];
  const properties = parameters.map((parameter) => [
    parameter,
    { ...((input[parameter] ?? variant[parameter])?.schema ?? OTHER_FLAGS[parameter]), description: help[parameter] },
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

/** As a JSON Schema: without the bounds of what JavaScript counts exactly, and open to keys of later versions. */
function jsonSchema(schema: z.ZodType): z.core.JSONSchema.BaseSchema {
  return z.toJSONSchema(schema, {
    override: ({ jsonSchema: made }) => {
      if (made.maximum === Number.MAX_SAFE_INTEGER) delete made.maximum;
      if (made.additionalProperties === false) delete made.additionalProperties;
    },
  });
}
