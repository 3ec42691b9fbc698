/** The beginning of a text, of at most so many characters: the last says that there are more. */
export function cutText(text: string, most: number): string {
  if (text.length <= most) return text;
  const characters = Array.from(text.slice(0, 2 * most + 2)); // one may be two units long
  return characters.length > most ? `${characters.slice(0, most - 1).join("")}…` : text;
}
