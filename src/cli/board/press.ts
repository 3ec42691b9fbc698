import type { About, ContentLine } from "./content.ts";
import type { Key, KeyName } from "./keys.ts";
import { FIRST_STATE, type ScreenState, placesToChoose } from "./screen-state.ts";

/** What a key asks for besides another state. */
export type Wish = "quit" | "interrupt" | "suspend" | "redraw";

export interface Pressed {
  readonly state: ScreenState;
  readonly wish?: Wish;
}

/** What is seen when a key is pressed: the lines of the board, and how many of them at once. */
export interface Seen {
  readonly lines: readonly ContentLine[];
  readonly height: number;
}

const WISHES: Readonly<Partial<Record<KeyName, Wish>>> = {
  interrupt: "interrupt",
  suspend: "suspend",
  redraw: "redraw",
};

/** What becomes of the screen when a key is pressed. */
export function press(state: ScreenState, key: Key, seen: Seen): Pressed {
  const wish = key.kind === "named" ? WISHES[key.name] : undefined;
  if (wish) return { state, wish };
  if (state.page) return onPage(state, key, seen);
  if (state.isTyping) return { state: typed(state, key, seen) };
  if (key.kind === "named") return { state: onBoard(state, key.name, seen) };
  return onLetter(state, key.text, seen);
}

/** Letters that stand for keys, as in `less` and `vi`. */
const LETTERS: Readonly<Record<string, KeyName>> = { j: "down", k: "up", g: "home", G: "end", " ": "page_down" };

function onLetter(state: ScreenState, letter: string, seen: Seen): Pressed {
  if (letter === "q") return { state, wish: "quit" };
  if (letter === "/") return { state: { ...state, isTyping: true } };
  if (letter === "?") return { state: { ...state, page: { kind: "help" }, pageTop: 0 } };
  if (letter === "o") return { state: opened(state, seen.lines[state.index]?.about) };
  const name = LETTERS[letter];
  return { state: name ? onBoard(state, name, seen) : state };
}

function onPage(state: ScreenState, key: Key, { height }: Seen): Pressed {
  const name = key.kind === "named" ? key.name : LETTERS[key.text];
  if (key.kind === "text" && key.text === "q") return { state, wish: "quit" };
  const isBack = name === "escape" || name === "enter" || name === "backspace" || name === "left";
  if (isBack || (key.kind === "text" && key.text === "?")) return { state: { ...state, page: undefined } };
  const by = name && { up: -1, down: 1, page_up: -height, page_down: height, home: -Infinity }[nameOfMove(name)];
  return { state: by ? { ...state, pageTop: Math.max(0, state.pageTop + by) } : state };
}

type Move = "up" | "down" | "page_up" | "page_down" | "home";

function nameOfMove(name: KeyName): Move {
  return name === "up" || name === "page_up" || name === "page_down" || name === "home" ? name : "down";
}

/** Who types more has pasted something. */
const LONGEST_FILTER = 200;

/** Keys while a filter is typed: the board narrows with each. */
function typed(state: ScreenState, key: Key, seen: Seen): ScreenState {
  if (key.kind === "text") {
    return state.filter.length < LONGEST_FILTER ? { ...state, filter: state.filter + key.text } : state;
  }
  const { name } = key;
  if (name === "enter") return { ...state, isTyping: false };
  if (name === "escape") return { ...state, isTyping: false, filter: "" };
  if (name === "clear") return { ...state, filter: "" };
  if (name === "backspace") return { ...state, filter: Array.from(state.filter).slice(0, -1).join("") };
  return moved(state, name, seen);
}

function onBoard(state: ScreenState, name: KeyName, seen: Seen): ScreenState {
  const about = seen.lines[state.index]?.about;
  if (name === "enter") return about?.task ? opened(state, about) : folding(state, about, !isUnfolded(state, about));
  if (name === "right") return folding(state, about, true);
  if (name === "left") return folding(state, about, false);
  if (name === "escape") return { ...state, filter: FIRST_STATE.filter };
  return moved(state, name, seen);
}

function opened(state: ScreenState, about: About | undefined): ScreenState {
  if (!about?.task) return state;
  const { agent_id, task } = about;
  return { ...state, page: { kind: "task", agent_id, task }, pageTop: 0 };
}

function isUnfolded({ unfolded }: ScreenState, about: About | undefined): boolean {
  return about !== undefined && unfolded.has(about.agent_id);
}

/** Shows or hides the tasks of the agent whose line, or task, is chosen. */
function folding(state: ScreenState, about: About | undefined, isShown: boolean): ScreenState {
  if (!about) return state;
  const unfolded = new Set(state.unfolded);
  if (isShown) unfolded.add(about.agent_id);
  else unfolded.delete(about.agent_id);
  const chosen = !isShown && about.task ? `agent ${about.agent_id}` : state.chosen;
  return { ...state, unfolded, chosen };
}

/** Chooses another line. */
function moved(state: ScreenState, name: KeyName, { lines, height }: Seen): ScreenState {
  const places = placesToChoose(lines);
  const agents = places.filter((place) => lines[place]?.about?.task === undefined);
  const at = places.indexOf(state.index);
  const targets: Readonly<Partial<Record<KeyName, number | undefined>>> = {
    up: places[Math.max(0, at - 1)],
    down: places[at + 1],
    page_up: places.findLast((place) => place <= state.index - height) ?? places[0],
    page_down: places.find((place) => place >= state.index + height) ?? places.at(-1),
    home: places[0],
    end: places.at(-1),
    tab: agents.find((place) => place > state.index) ?? agents[0],
    back_tab: agents.findLast((place) => place < state.index) ?? agents.at(-1),
  };
  const index = targets[name] ?? state.index;
  return { ...state, index, chosen: lines[index]?.about?.id };
}
