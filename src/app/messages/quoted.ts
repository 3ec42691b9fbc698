/** Text of others, with what could disturb a terminal or a line of text escaped. */
export function quoted(text = ""): string {
  return JSON.stringify(text);
}

/** A task's name as a page shows it: its beginning, quoted. */
export function quotedName(name: string): string {
  const characters = Array.from(name);
  return quoted(characters.length > 80 ? `${characters.slice(0, 79).join("")}…` : name);
}
