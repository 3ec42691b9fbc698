/** A key that was pressed: one with a name, or a character. */
export type Key = { readonly kind: "named"; readonly name: KeyName } | { readonly kind: "text"; readonly text: string };

export type KeyName =
  | "up"
  | "down"
  | "left"
  | "right"
  | "page_up"
  | "page_down"
  | "home"
  | "end"
  | "tab"
  | "back_tab"
  | "enter"
  | "escape"
  | "backspace"
  | "clear"
  | "redraw"
  | "interrupt"
  | "suspend";

const ESCAPE = "\u001b";

/** What terminals send, by xterm's and VT220's rules. */
const SEQUENCES: Readonly<Record<string, KeyName>> = {
  "[A": "up",
  "[B": "down",
  "[C": "right",
  "[D": "left",
  "[H": "home",
  "[F": "end",
  OA: "up",
  OB: "down",
  OC: "right",
  OD: "left",
  OH: "home",
  OF: "end",
  "[1~": "home",
  "[4~": "end",
  "[7~": "home",
  "[8~": "end",
  "[5~": "page_up",
  "[6~": "page_down",
  "[Z": "back_tab",
};

const CONTROLS: Readonly<Record<string, KeyName>> = {
  "\r": "enter",
  "\n": "enter",
  "\t": "tab",
  "\u007f": "backspace",
  "\b": "backspace",
  "\u0003": "interrupt",
  "\u001a": "suspend",
  "\u000c": "redraw",
  "\u0015": "clear",
};

/** The rest of what a key sent that begins with Escape: a letter behind parameters, or a letter alone. */
const SEQUENCE = /^(?:\[[0-9;?<]*[ -/]*[@-~]|O[A-Za-z])/;

/** It may be the beginning of one. */
const UNFINISHED = /^(?:\[[0-9;?<]*[ -/]*|O)?$/;

export interface ReadKeys {
  readonly keys: readonly Key[];
  /** What may be the beginning of a key, whose rest is still to come. */
  readonly rest: string;
}

/** The keys in what a terminal has sent. Sequences that mean nothing here are none. */
export function readKeys(sent: string): ReadKeys {
  const keys: Key[] = [];
  let left = sent;
  while (left !== "") {
    if (!left.startsWith(ESCAPE)) {
      const [character = ""] = left;
      keys.push(...keyOf(character));
      left = left.slice(character.length);
      continue;
    }
    const after = left.slice(ESCAPE.length);
    if (UNFINISHED.test(after)) return { keys, rest: left };
    const [sequence] = SEQUENCE.exec(after) ?? [];
    const name = sequence === undefined ? "escape" : SEQUENCES[sequence];
    if (name !== undefined) keys.push({ kind: "named", name });
    left = after.slice(sequence?.length ?? 0);
  }
  return { keys, rest: "" };
}

/** What is left when nothing more comes was the Escape key itself. */
export function keysOfRest(rest: string): readonly Key[] {
  return rest === ESCAPE ? [{ kind: "named", name: "escape" }] : [];
}

function keyOf(character: string): readonly Key[] {
  const name = CONTROLS[character];
  if (name !== undefined) return [{ kind: "named", name }];
  return /\p{Cc}/u.test(character) ? [] : [{ kind: "text", text: character }];
}
