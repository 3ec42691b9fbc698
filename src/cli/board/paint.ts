/** Begins and ends what the terminal shows at once, if it can: https://gist.github.com/christianparpart/d8a62cc1ab659194337d73e399004036 */
const BEGIN = "\u001b[?2026h";
const END = "\u001b[?2026l";

/** What turns one screen into another: only lines that differ are written. Empty if none does. */
export function paint(before: readonly string[], after: readonly string[]): string {
  const changed = after.flatMap((line, row) =>
    line === before[row] ? [] : [`\u001b[${row + 1};1H\u001b[0m\u001b[2K${line}`],
  );
  return changed.length === 0 ? "" : `${BEGIN}${changed.join("")}\u001b[0m${END}`;
}
