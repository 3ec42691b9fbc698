import * as z from "zod";
import { PARCEL_SEVERITIES } from "../../domain/parcel.ts";

// What `export`, `import` and `validate` print as JSON: see outputs.ts.

const text = z.string();
const count = z.int().min(0);
const yesNo = z.boolean();

const problems = z.array(
  z.object({
    severity: text.describe("something is wrong: `error` (nothing comes in), `warning`"),
    problem: z.enum(Object.keys(PARCEL_SEVERITIES)).describe("likewise: what"),
    item: count.optional().describe("likewise: of which task of the file, from 1; in JSON lines the line"),
    agent_id: text.optional().describe("likewise: whose task, if it says that"),
    task_id: text.optional().describe("likewise: its id, if it says that"),
    field: text.optional().describe("likewise: in which field"),
    detail: text.optional().describe("likewise: what stands there"),
  }),
);

const agents = z.array(
  z.object({
    agent_id: text.describe("always"),
    pending: count.describe("always"),
    running: count.describe("always"),
    completed: count.describe("always"),
    failed: count.describe("always"),
    cancelled: count.describe("always"),
  }),
);

const named = (what: string) =>
  z.array(z.object({ agent_id: text.describe(what), task_id: text.describe(what) })).describe(`always: ${what}`);

export const IMPORT_OUTPUTS = {
  export: {
    file: text.optional().describe("with `--file`: what was written; without it the export itself is what is printed"),
    format: text.optional().describe("with `--file`: `json`, `jsonl`, `csv` or `md`"),
    tasks: count.optional().describe("with `--file`: how many tasks it has"),
    agents: count.optional().describe("with `--file`: of how many agents"),
    events: count.optional().describe("with `--file`: how many lines of the journal it has"),
    bytes: count.optional().describe("with `--file`: its size"),
    busy: yesNo.optional().describe("`true` if others wrote all the time: its parts may be some moments apart"),
  },
  import: {
    mode: text.describe("always: `merge`, `skip` or `replace`"),
    format: text.describe("always: `export`, `tasks`, `list` or `root`: what it was"),
    count: count.describe("always: how many tasks come in"),
    unchanged: count.describe("always: how many are here already"),
    agents: agents.describe("always: those that come in, by agent and status"),
    agents_created: z.array(text).describe("always: the agents that have a queue now"),
    renamed: z
      .array(
        z.object({
          agent_id: text.describe("with `renamed`"),
          from: text.describe("with `renamed`: the id in the file"),
          to: text.describe("with `renamed`: the id here"),
        }),
      )
      .describe("always: the tasks that have a new id, since theirs was another's"),
    skipped: named("the tasks that stay out, since their id or key is another's"),
    replaced: named("the tasks whose places were taken"),
    saved: z.array(text).optional().describe("with `--mode replace`: where what was replaced lies"),
    waiting: named("the tasks that were running and wait here, since the queue has a running one"),
    restored: yesNo.optional().describe("`true` if all is as it was where it comes from, the journal included"),
    problems: problems.describe("always: what needs a look"),
  },
  validate: {
    valid: yesNo.describe("always: whether it can be imported"),
    format: text.describe("always: `export`, `tasks`, `list` or `root`"),
    tasks: count.describe("always: how many tasks could come in"),
    agents: agents.describe("always: those, by agent and status"),
    problems: problems.describe("always"),
  },
};
