type Quote = "" | "'" | '"';

/** A line as bash sees it, up to the cursor. */
export interface BashLine {
  /** What the program would be given, its own name first; the last is the word at the cursor. */
  readonly words: readonly string[];
  /** The quote that is open at the cursor. */
  readonly quote: Quote;
  /** How much of the last word stays: bash puts what is chosen in the place of the rest. */
  readonly kept: number;
}

/** Of what parts words these are replaced with what follows them: readline's rl_special_prefixes, as bash sets it. */
const REPLACED_TOO = "$@";

/** In quotes of either kind, after a backslash, spaces, or any other character. */
const SEGMENT = /'(?<single>[^']*)'?|"(?<double>(?:\\[^]|[^"\\])*)"?|\\(?<escaped>[^]?)|(?<space>\s+)|(?<plain>[^])/g;

/** Reads a line as bash does, as far as completing it takes. `breaks` are its COMP_WORDBREAKS. */
export function bashLine(line: string, breaks: string): BashLine {
  const words: string[] = [];
  let word = "";
  let quote: Quote = "";
  let kept = 0;
  for (const match of line.matchAll(SEGMENT)) {
    const { single, double, escaped, space, plain } = match.groups ?? {};
    if (space !== undefined) {
      if (words.length > 0 || word !== "") words.push(word);
      word = "";
      kept = 0;
      continue;
    }
    quote = openQuote(match[0]);
    if (quote !== "") kept = word.length;
    word += single ?? double?.replaceAll(/\\([\\"$`])/g, "$1") ?? escaped ?? plain ?? "";
    if (plain !== undefined && breaks.includes(plain)) kept = word.length - (REPLACED_TOO.includes(plain) ? 1 : 0);
  }
  return { words: [...words, word], quote, kept };
}

/** The quote with which a segment begins and does not end. */
function openQuote(segment: string): Quote {
  const [first] = segment;
  if (first !== "'" && first !== '"') return "";
  return segment.length > 1 && segment.endsWith(first) ? "" : first;
}

/** A value as bash reads it back, inside of the quote that is open. */
export function forBash(value: string, quote: Quote): string {
  if (quote === "'") return value.replaceAll("'", String.raw`'\''`);
  if (quote === '"') return value.replaceAll(/["\\$`]/g, String.raw`\$&`);
  return value.replaceAll(/[^\p{L}\p{N}_./:=@%+,-]/gu, String.raw`\$&`);
}
