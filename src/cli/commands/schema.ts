import { required } from "../../app/input.ts";
import { defineOperation } from "../../app/operation.ts";
import { choice } from "../../app/readers.ts";
import { type Command, defineCommand } from "../command.ts";

/** The command that describes commands to programs, the given ones and itself. */
export function schemaCommand(others: readonly Command[]): Command {
  const name = "schema";
  const input = { command: required(choice([...others.map(({ operation }) => operation.name), name])) };
  const self: Command = defineCommand({
    operation: defineOperation({
      name,
      isChange: false,
      input,
      async run(_, { command }) {
        const { schemaOf } = await import("../schema/document.ts");
        return schemaOf(others.find(({ operation }) => operation.name === command) ?? self);
      },
    }),
    group: "set_up",
    hasDefaultAgent: false,
    isConfigOptional: true,
    flags: [],
    words: ["command"],
    json: (result) => result,
    text: async (result) => `${JSON.stringify(result, null, 2)}\n`,
  });
  return self;
}
