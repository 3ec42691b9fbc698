import { invalid } from "../domain/errors.ts";
import { LIMITS, checkLine } from "../domain/limits.ts";
import { type Reader, reader } from "./input.ts";
import { anyText } from "./readers.ts";

/** Several short texts: a list of them, or one text with commas between them. */
function textList(most: number, readOne: (text: string, parameter: string) => string): Reader<readonly string[]> {
  const schema = { anyOf: [{ type: "string" }, { type: "array", items: { type: "string" }, maxItems: most }] };
  return reader(schema, (value, parameter) => {
    const items: readonly unknown[] = Array.isArray(value)
      ? Array.from<unknown>(value)
      : anyText(value, parameter).split(",");
    const texts = [...new Set(items.map((item) => readOne(anyText(item, parameter).trim(), parameter)))];
    if (texts.length === 0) throw invalid("empty", { parameter });
    if (texts.length > most) throw invalid("too_many", { parameter, limit: most });
    return texts;
  });
}

/** Tasks that stand for each other's ids: an id, or in a call that makes several tasks the key of another of them. */
export const taskReferences: Reader<readonly string[]> = textList(LIMITS.dependencies, (text, parameter) =>
  checkLine(text, parameter, LIMITS.keyCharacters),
);

/** A task's id, or the key of another task of the same call. */
export const taskReference: Reader<string> = reader({ type: "string", pattern: "\\S" }, (value, parameter) =>
  checkLine(anyText(value, parameter).trim(), parameter, LIMITS.keyCharacters),
);

/** Tags: a comma would part them. */
export const tags: Reader<readonly string[]> = textList(LIMITS.tags, label);

/** The name of a group. */
export const group: Reader<string> = reader(
  { type: "string", pattern: "\\S", maxLength: LIMITS.labelCharacters },
  (value, parameter) => label(anyText(value, parameter), parameter),
);

/** A word or a few, on one line and without commas. */
function label(text: string, parameter: string): string {
  if (/[,\p{Cc}\p{Zl}\p{Zp}]/u.test(text)) throw invalid("not_a_label", { parameter });
  return checkLine(text, parameter, LIMITS.labelCharacters);
}
