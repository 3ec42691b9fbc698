import { AgentList, OriginalList } from "../../domain/agent-list.ts";
import { TaskListError } from "../../domain/errors.ts";

/** The refusal of a file, with the place in it at which it stops being what it should be. Loads the schema library. */
export function explainCorrupt(error: TaskListError<"STORE_CORRUPT">): TaskListError<"STORE_CORRUPT"> {
  const { problem, detail = "" } = error.facts;
  if (problem === "not_json") return withDetail(error, placed(detail, String(error.cause)));
  return problem === "not_a_task_list" ? withDetail(error, issueIn(error.cause)) : error;
}

function withDetail(error: TaskListError<"STORE_CORRUPT">, detail: string | undefined): TaskListError<"STORE_CORRUPT"> {
  return detail === undefined
    ? error
    : new TaskListError("STORE_CORRUPT", { ...error.facts, detail }, { cause: error.cause });
}

/** The first thing in a list that its schema does not accept. */
function issueIn(content: unknown): string | undefined {
  const isOurs = typeof content === "object" && content !== null && "schema_version" in content;
  const issue = (isOurs ? AgentList : OriginalList).safeParse(content).error?.issues[0];
  return issue && `${issue.path.map(String).join(".") || "the whole"}: ${issue.message}`;
}

/** What the parser says, with line and column, both from 1; Node says a position, and none where the text ends too soon. */
function placed(message: string, text: string): string {
  const position = /at position (\d+)/.exec(message)?.[1];
  const before = text.slice(0, position === undefined ? text.length : Number(position)).split("\n");
  const reason = message.replace(/ (?:in JSON )?at position \d+.*$/s, "");
  return `${reason}, line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`;
}
