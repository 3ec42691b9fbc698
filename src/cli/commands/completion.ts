import { required } from "../../app/input.ts";
import { defineOperation } from "../../app/operation.ts";
import { choice } from "../../app/readers.ts";
import type { Warned } from "../../app/warning.ts";
import { defineCommand } from "../command.ts";

interface Script extends Warned {
  readonly script: string;
}

const input = { shell: required(choice(["bash", "zsh", "fish"])) };

/** Prints what makes a shell complete our lines: a script, whatever format is asked for. */
export const completion = defineCommand({
  operation: defineOperation({
    name: "completion",
    isChange: false,
    input,
    async run(_, { shell }): Promise<Script> {
      const { scriptFor } = await import("../completion/scripts.ts");
      return { script: scriptFor(shell) };
    },
  }),
  group: "set_up",
  hasDefaultAgent: false,
  isConfigOptional: true,
  flags: [],
  words: ["shell"],
  json: () => ({}),
  format: () => "text",
  text: async ({ script }) => script,
});
