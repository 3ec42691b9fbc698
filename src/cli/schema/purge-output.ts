import * as z from "zod";

// What `purge` prints as JSON: see outputs.ts.

const count = z.int().min(0);

export const PURGE_OUTPUT = {
  before: z.string().meta({ format: "date-time" }).describe("always: what ended before goes, or would"),
  tasks: count.describe("always: how many finished tasks"),
  kept: count.describe(
    "always: how many ended before and stay, since their list holds them or an open task names them",
  ),
  events: count.describe("always: how many lines of the journal"),
  agents: z.array(
    z.object({
      agent_id: z.string().describe("always"),
      tasks: count.describe("always: how many of its tasks"),
    }),
  ),
  copy: z
    .string()
    .optional()
    .describe("where the copy lies; absent with `--no-copy`, `--dry-run`, or if there was nothing"),
} as const;
