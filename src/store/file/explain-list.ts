import { AgentList, OriginalList } from "../../domain/agent-list.ts";
import { TaskListError } from "../../domain/errors.ts";

/** The refusal of a list, with the first thing in it that its schema does not accept. Loads the schema library. */
export function explainList(error: TaskListError<"STORE_CORRUPT">): TaskListError<"STORE_CORRUPT"> {
  const content: unknown = error.cause;
  const isOurs = typeof content === "object" && content !== null && "schema_version" in content;
  const issue = (isOurs ? AgentList : OriginalList).safeParse(content).error?.issues[0];
  if (!issue) return error;
  const detail = `${issue.path.map(String).join(".") || "the whole"}: ${issue.message}`;
  return new TaskListError("STORE_CORRUPT", { ...error.facts, detail }, { cause: content });
}
