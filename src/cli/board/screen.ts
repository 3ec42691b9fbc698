import type { WatchedBoard } from "../../app/watch-board.ts";
import type { Board } from "../../domain/board.ts";
import { EXIT_STATUS } from "../exit-codes.ts";
import { type Frame, emptyFrame, frameOf } from "./frame.ts";
import { paint } from "./paint.ts";
import { type Pressed, press } from "./press.ts";
import { FIRST_STATE, type ScreenState } from "./screen-state.ts";
import type { ScreenView } from "./screen-view.ts";
import type { OpenTerminal, Terminal, TerminalEnd, TerminalListener } from "./terminal.ts";

const STATUS: Readonly<Record<TerminalEnd | "quit", number>> = {
  quit: 0,
  SIGHUP: 129,
  SIGINT: 130,
  SIGTERM: 143,
  gone: EXIT_STATUS.IO_ERROR,
};

type View = Omit<ScreenView, "width" | "rows" | "now">;

/**
 * Shows a board on the whole screen until its reader has seen enough. Returns the exit status; the terminal is as it was,
 * whatever happens.
 */
export async function runScreen({ boards }: WatchedBoard, view: View, open: OpenTerminal): Promise<number> {
  const enough = new AbortController();
  let terminal: Terminal | undefined;
  try {
    return await new Promise<number>((resolve, reject) => {
      const end = (why: TerminalEnd | "quit") => resolve(STATUS[why]);
      const screen = screenOn(() => terminal, view, end);
      terminal = open(guarded(screen, reject));
      screen.resized();
      show(boards(enough.signal), screen).catch(reject);
    });
  } finally {
    terminal?.close();
    enough.abort();
  }
}

interface Screen extends TerminalListener {
  readonly show: (board: Board) => void;
}

async function show(boards: ReturnType<WatchedBoard["boards"]>, screen: Screen): Promise<void> {
  for await (const board of await boards) screen.show(board);
}

/** The screen on a terminal: what it shows changes with the board, with keys, and with its size. */
function screenOn(terminal: () => Terminal | undefined, view: View, end: (why: TerminalEnd | "quit") => void): Screen {
  let state: ScreenState = FIRST_STATE;
  let board: Board | undefined;
  let frame: Frame | undefined;
  let painted: readonly string[] = [];

  /** A terminal that is still at the last screen gets the next one when it is through. */
  function draw(): void {
    const on = terminal();
    if (!on || on.isBusy()) return;
    const { columns, rows } = on.size();
    const now: ScreenView = { ...view, width: columns, rows, now: Date.now() };
    frame = board && frameOf(board, state, now);
    state = frame?.state ?? state;
    const lines = frame?.lines ?? emptyFrame(now);
    const text = paint(painted, lines);
    painted = lines;
    if (text !== "") on.write(text);
  }

  function redraw(): void {
    painted = [];
    draw();
  }

  function carryOut({ state: next, wish }: Pressed): void {
    state = next;
    if (wish === "quit") end("quit");
    if (wish === "interrupt") end("SIGINT");
    if (wish === "suspend") terminal()?.suspend();
    if (wish === "redraw") redraw();
  }

  return {
    show(next) {
      board = next;
      draw();
    },
    pressed(keys) {
      for (const key of keys) {
        carryOut(press(state, key, { lines: frame?.content ?? [], height: frame?.height ?? 1 }));
        if (keys.length < MOST_KEYS_DRAWN) draw();
      }
      draw();
    },
    resized: redraw,
    returned: redraw,
    drained: draw,
    ended: end,
  };
}

/** Of more keys at once, as when a text is pasted, only the last is drawn. */
const MOST_KEYS_DRAWN = 4;

/** What goes wrong while the terminal tells something ends the screen, and is told when the terminal is as it was. */
function guarded(listener: TerminalListener, onError: (error: unknown) => void): TerminalListener {
  const guard =
    <Args extends readonly unknown[]>(tell: (...args: Args) => void) =>
    (...args: Args) => {
      try {
        tell(...args);
      } catch (error) {
        onError(error);
      }
    };
  return {
    pressed: guard(listener.pressed),
    resized: guard(listener.resized),
    returned: guard(listener.returned),
    drained: guard(listener.drained),
    ended: guard(listener.ended),
  };
}
