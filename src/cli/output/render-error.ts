import { explain } from "../../app/messages/explain.ts";
import type { Messages } from "../../app/messages/messages.ts";
import type { Refusals } from "../../app/messages/refusals.ts";
import type { Output } from "../../app/settings.ts";
import type { TaskListError } from "../../domain/errors.ts";
import { EXIT_STATUS, RETRYABLE_STATUS } from "../exit-codes.ts";
import { jsonLine } from "../../app/json-line.ts";
import type { Rendered } from "./render.ts";
import { visible } from "../../app/messages/visible.ts";

/** The text of a refusal: one document on stdout for programs, two lines on stderr for a person. */
export function renderError(
  error: TaskListError,
  output: Output,
  { labels, refusals }: Pick<Messages, "labels"> & { readonly refusals: Refusals },
): Rendered {
  const { error: sentence, hint } = explain(error, refusals);
  if (output === "table" || output === "plain") {
    return { stdout: "", stderr: `${labels.error}: ${visible(sentence)}\n${labels.hint}: ${visible(hint)}\n` };
  }
  const retryable = EXIT_STATUS[error.code] === RETRYABLE_STATUS;
  const document = { status: "error", error: sentence, code: error.code, hint, retryable, ...error.facts };
  return { stdout: jsonLine(document), stderr: "" };
}
