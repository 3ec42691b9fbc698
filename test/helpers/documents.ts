import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import { COMMANDS } from "../../src/cli/commands.ts";
import { overview } from "../../src/cli/commands/overview.ts";
import { schemaOf } from "../../src/cli/schema/document.ts";

const ajv = new Ajv2020({ validateFormats: false, allErrors: true, allowUnionTypes: true });
const checks = new Map<string, Promise<{ success: ValidateFunction; error: ValidateFunction }>>();

/**
 * What a document has that its schema does not, or lacks.
 *
 * The schema of a success is closed here: a key that it does not name is a fault, but for those of a task.
 */
export async function faultsOf(argv: readonly string[], document: Readonly<Record<string, unknown>>) {
  const { success, error } = await checkOf(argv);
  const check = document["status"] === "error" ? error : success;
  return check(document) ? [] : (check.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

function checkOf(argv: readonly string[]) {
  const word = argv.find((each) => COMMANDS.some(({ operation }) => operation.name === each));
  const command = COMMANDS.find(({ operation }) => operation.name === word) ?? overview;
  const { name } = command.operation;
  const known = checks.get(name) ?? compile(command);
  checks.set(name, known);
  return known;
}

async function compile(command: (typeof COMMANDS)[number]) {
  const { output, error } = await schemaOf(command);
  return { success: ajv.compile(closed(output)), error: ajv.compile(error) };
}

/** A schema that takes no other keys than it names: but those of tasks, which others may add. */
function closed(schema: object): object {
  if (Array.isArray(schema)) return schema.map((item: unknown) => (isObject(item) ? closed(item) : item));
  const inner = Object.entries(schema).map(([key, value]: [string, unknown]) => [
    key,
    key !== "$defs" && isObject(value) ? closed(value) : value,
  ]);
  const isOpen = "additionalProperties" in schema || !("properties" in schema);
  return { ...Object.fromEntries(inner), ...(!isOpen && { additionalProperties: false }) };
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
