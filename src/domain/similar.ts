/** How many letters may be wrong. */
const MOST_WRONG = 3;

/** What is longer is no word that was mistyped. */
const LONGEST = 64;

/** The word among the choices that somebody may have meant, if one looks like what was written. */
export function similarTo(given: string, choices: readonly string[]): string | undefined {
  if (given.length > LONGEST) return undefined;
  const word = plain(given);
  const rated = choices.map((choice) => ({ choice, wrong: wrongLetters(word, plain(choice)) }));
  const [best] = rated.toSorted((one, other) => one.wrong - other.wrong);
  const isClose = best && best.wrong <= Math.min(MOST_WRONG, Math.floor(best.choice.length / 2));
  return isClose ? best.choice : choices.find((choice) => word.length >= MOST_WRONG && plain(choice).startsWith(word));
}

function plain(word: string): string {
  return word.toLowerCase().replaceAll("-", "_");
}

/** Damerau and Levenshtein's distance: letters left out, put in, changed, or in the wrong order. */
function wrongLetters(one: string, other: string): number {
  let beforeLast: readonly number[] = [];
  let last: readonly number[] = Array.from({ length: other.length + 1 }, (_, column) => column);
  for (let row = 1; row <= one.length; row += 1) {
    const next = [row];
    for (let column = 1; column <= other.length; column += 1) {
      const isSame = one[row - 1] === other[column - 1];
      const isSwapped = one[row - 2] === other[column - 1] && one[row - 1] === other[column - 2];
      next.push(
        Math.min(
          at(last, column) + 1,
          at(next, column - 1) + 1,
          at(last, column - 1) + (isSame ? 0 : 1),
          isSwapped ? at(beforeLast, column - 2) + 1 : Infinity,
        ),
      );
    }
    beforeLast = last;
    last = next;
  }
  return at(last, other.length);
}

function at(numbers: readonly number[], position: number): number {
  return numbers[position] ?? Infinity;
}
