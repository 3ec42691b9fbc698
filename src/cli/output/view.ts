import { openTableWords } from "../../app/messages/open-table-words.ts";
import type { TableWords } from "../../app/messages/table-words.ts";
import type { Language } from "../../app/settings.ts";
import { invalid } from "../../domain/errors.ts";
import type { GivenFlags } from "../command.ts";
import type { Shell } from "../shell.ts";
import { type Palette, paletteOf } from "./palette.ts";
import type { TimeStyle } from "./times.ts";

/** All that a page for a person depends on besides what it shows. */
export interface View {
  /** How many columns a line may take; Infinity where nobody says. */
  readonly width: number;
  readonly palette: Palette;
  /** In milliseconds since 1970. */
  readonly now: number;
  readonly times: TimeStyle;
  readonly words: TableWords;
}

/** How standard output is seen. @throws INVALID_PARAMS if the line asks for two kinds of times */
export async function viewOf(shell: Shell, lang: Language, flags: GivenFlags): Promise<View> {
  return {
    width: widthOfTerminal(shell),
    palette: paletteOf(shell.isTerminal && isColourWanted(shell.env)),
    now: Date.now(),
    times: timesOf(flags),
    words: await openTableWords(lang),
  };
}

/** Colours follow the stream, NO_COLOR (https://no-color.org) and terminals that have none. */
export function isColourWanted(env: Shell["env"]): boolean {
  return !env["NO_COLOR"] && env["TERM"] !== "dumb";
}

/** Where there is no terminal, COLUMNS may say for whom the lines are. */
function widthOfTerminal(shell: Shell): number {
  const said = Number(shell.env["COLUMNS"]);
  return shell.columns() ?? (Number.isInteger(said) && said > 0 ? said : Infinity);
}

function timesOf(flags: GivenFlags): TimeStyle {
  const { utc, absolute } = flags;
  if (utc && absolute) throw invalid("not_together", { parameter: "utc", given: "absolute" });
  if (utc) return "utc";
  return absolute ? "absolute" : "relative";
}
