/** Text of others, with what could disturb a terminal or a line of text escaped. */
export function quoted(text = ""): string {
  return JSON.stringify(text);
}
