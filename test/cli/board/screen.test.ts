import { describe, expect, test } from "vitest";
import { boardWordsEn } from "../../../src/app/messages/board-words-en.ts";
import { boardWordsZh } from "../../../src/app/messages/board-words-zh.ts";
import { screenWordsEn } from "../../../src/app/messages/screen-words-en.ts";
import { screenWordsZh } from "../../../src/app/messages/screen-words-zh.ts";
import { tableWordsEn } from "../../../src/app/messages/table-words-en.ts";
import { tableWordsZh } from "../../../src/app/messages/table-words-zh.ts";
import { type Frame, frameOf } from "../../../src/cli/board/frame.ts";
import { readKeys } from "../../../src/cli/board/keys.ts";
import { paint } from "../../../src/cli/board/paint.ts";
import { type Wish, press } from "../../../src/cli/board/press.ts";
import { FIRST_STATE } from "../../../src/cli/board/screen-state.ts";
import type { ScreenView } from "../../../src/cli/board/screen-view.ts";
import { paletteOf } from "../../../src/cli/output/palette.ts";
import { widthOf } from "../../../src/cli/output/width.ts";
import type { AgentList } from "../../../src/domain/agent-list.ts";
import { type Board, boardOf } from "../../../src/domain/board.ts";
import type { Task } from "../../../src/domain/task.ts";
import { NOW, aList, aTask } from "../../helpers/builders.ts";

const KEYS = {
  up: "\u001b[A",
  down: "\u001b[B",
  left: "\u001b[D",
  right: "\u001b[C",
  pageDown: "\u001b[6~",
  end: "\u001b[F",
  home: "\u001b[H",
  tab: "\t",
  backTab: "\u001b[Z",
  enter: "\r",
  backspace: "\u007f",
  clear: "\u0015",
};
const ESCAPE = { kind: "named", name: "escape" } as const;

const VIEW: ScreenView = {
  width: 80,
  rows: 24,
  palette: paletteOf(false),
  now: Date.parse(NOW),
  times: "relative",
  words: tableWordsEn,
  board: boardWordsEn,
  screen: screenWordsEn,
};

function boardWith(lists: readonly AgentList[]): Board {
  return boardOf({
    lists,
    unreadable: new Map(),
    outlook: { clock: NOW, ended: new Map() },
    midnight: Date.parse(NOW) - 36_000_000,
    doneToday: new Map(),
    staleMs: 3_600_000,
  });
}

function queueOf(agent_id: string, names: readonly string[], fields: Partial<AgentList> = {}): AgentList {
  const pending_tasks = names.map((name, n): Task => aTask({ id: `task-${agent_id}${n}`, name, agent_id }));
  return aList({ agent_id, pending_tasks, ...fields });
}

/** Ann has three tasks, bob two, and carol's hangs. */
const SHOP = boardWith([
  queueOf("ann", ["Fix the login", "修复登录", "Deploy"]),
  queueOf("bob", ["Write", "Deploy too"]),
  queueOf("carol", [], { current_task: aTask({ id: "task-009", name: "Hang", started_at: "2026-04-09T10:00:00Z" }) }),
]);

/** A person at the screen. */
function sitting(board: Board, view: ScreenView = VIEW) {
  let frame: Frame = frameOf(board, FIRST_STATE, view);
  let now = board;
  let wish: Wish | undefined;
  const seen = {
    get lines() {
      return frame.lines;
    },
    get text() {
      return frame.lines.join("\n");
    },
    get wish() {
      return wish;
    },
    /** The line that is chosen. */
    get chosen() {
      return frame.lines.find((line) => line.startsWith("> "))?.trimEnd() ?? "";
    },
    type(...sent: readonly string[]) {
      for (const key of sent.flatMap((text) => readKeys(text).keys)) pressed(key);
      return seen;
    },
    escape() {
      pressed(ESCAPE);
      return seen;
    },
    /** The board has changed, or the terminal. */
    sees(next: Board, other: Partial<ScreenView> = {}) {
      now = next;
      frame = frameOf(now, frame.state, { ...view, ...other });
      return seen;
    },
  };
  function pressed(key: Parameters<typeof press>[1]): void {
    const after = press(frame.state, key, { lines: frame.content, height: frame.height });
    wish = after.wish;
    frame = frameOf(now, after.state, view);
  }
  return seen;
}

describe("on the board", () => {
  test("the first thing that needs a person is chosen, and arrows choose another", () => {
    const seen = sitting(SHOP);
    expect(seen.chosen).toMatch(/^> no sign of life +carol/);
    expect(seen.type(KEYS.down).chosen).toMatch(/^> carol/);
    expect(seen.type("j").chosen).toMatch(/^> ann/);
    expect(seen.type("k", KEYS.up, KEYS.up).chosen).toMatch(/^> no sign of life/);
    expect(seen.type(KEYS.end).chosen).toMatch(/^> bob/);
    expect(seen.type(KEYS.down).chosen).toMatch(/^> bob/);
    expect(seen.type(KEYS.home).chosen).toMatch(/^> no sign of life/);
  });

  test("Tab goes from agent to agent, over their tasks, and round", () => {
    const seen = sitting(SHOP).type(KEYS.tab, KEYS.tab, KEYS.enter, KEYS.down);
    expect(seen.chosen).toContain("Fix the login");
    expect(seen.type(KEYS.tab).chosen).toMatch(/^> bob/);
    expect(seen.type(KEYS.tab).chosen).toMatch(/^> carol/);
    expect(seen.type(KEYS.backTab).chosen).toMatch(/^> bob/);
  });

  test("Enter on an agent shows its tasks, and hides them", () => {
    const seen = sitting(SHOP).type(KEYS.end, KEYS.enter);
    expect(seen.text).toMatch(/^ +ready +task-bob0 +P5 +Write$/m);
    expect(seen.type(KEYS.enter).text).not.toContain("P5");
    expect(seen.type(KEYS.right, KEYS.down).chosen).toMatch(/^> +ready +task-bob0/);
    expect(seen.type(KEYS.left).chosen).toMatch(/^> bob/);
    expect(seen.text).not.toContain("P5");
  });

  test("Enter and o open a task, and Escape goes back to where one was", () => {
    const seen = sitting(SHOP).type(KEYS.enter);
    expect(seen.text).toMatch(/^task-009 +/m);
    expect(seen.text).toMatch(/agent +carol/);
    expect(seen.escape().chosen).toMatch(/^> no sign of life +carol/);
    expect(seen.type("o").text).toMatch(/^task-009 +/m);
    expect(seen.type(KEYS.enter).chosen).toMatch(/^> no sign of life/);
  });

  test("? says what the keys do", () => {
    const seen = sitting(SHOP).type("?");
    for (const [keys] of screenWordsEn.help) expect(seen.text).toContain(`\n  ${keys} `);
    expect(seen.type("?").chosen).toMatch(/^> no sign of life/);
  });

  test("q asks to leave, from everywhere but a filter; Ctrl-C from there too", () => {
    expect(sitting(SHOP).type("q").wish).toBe("quit");
    expect(sitting(SHOP).type("?", "q").wish).toBe("quit");
    expect(sitting(SHOP).type("/", "q").wish).toBeUndefined();
    expect(sitting(SHOP).type("/", "\u0003").wish).toBe("interrupt");
    expect(sitting(SHOP).type("?", "\u001a").wish).toBe("suspend");
  });
});

describe("a filter", () => {
  test("narrows with each character to agents, and to tasks below theirs", () => {
    const seen = sitting(SHOP).type("/", "dep");
    expect(seen.lines[1]).toBe("filter: dep_");
    expect(seen.text).toMatch(/ann[^]*Deploy\n[^]*bob[^]*Deploy too/);
    expect(seen.text).not.toContain("task-ann0  P5");
    expect(seen.text).not.toContain("Nothing needs you");
    expect(seen.text).not.toContain("carol");
    expect(seen.type("loy too").text).not.toMatch(/^..ann/m);
    expect(seen.type(KEYS.clear, "BOB").text).toMatch(/^..bob/m);
  });

  test("takes Chinese, and takes back a whole character", () => {
    const seen = sitting(SHOP).type("/", "修复");
    expect(seen.text).toMatch(/ann[^]*修复登录/);
    expect(seen.text).not.toMatch(/^..bob/m);
    expect(seen.type(KEYS.backspace).lines[1]).toBe("filter: 修_");
    expect(seen.type("🚀").text).toContain("Nothing has that in its name.");
    expect(seen.type(KEYS.backspace).text).toContain("修复登录");
  });

  test("is kept by Enter, and cleared by Escape", () => {
    const seen = sitting(SHOP).type("/", "bob", KEYS.enter);
    expect(seen.lines[1]).toBe("filter: bob");
    expect(seen.chosen).toMatch(/^> bob/);
    expect(seen.escape().text).toMatch(/^..ann/m);
    expect(seen.type("/", "bob").escape().text).toMatch(/^..ann/m);
  });

  test("takes no more than a line of what is pasted", () => {
    const seen = sitting(SHOP).type("/", "x".repeat(10_000));
    expect(seen.lines[1]?.length).toBe(80);
    expect(seen.type(...Array.from({ length: 200 }, () => KEYS.backspace)).lines[1]).toBe("filter: _");
  });

  test("what is typed never reaches the terminal raw", () => {
    expect(sitting(SHOP).type("/", "\u202e").lines[1]).toBe("filter: \\u202e_");
  });
});

describe("while things change", () => {
  test("the chosen line stays chosen wherever it goes; if it is gone, that which is nearest is", () => {
    const seen = sitting(SHOP).type(KEYS.end);
    const more = boardWith([queueOf("aaa", ["one"]), queueOf("ann", []), queueOf("bob", ["x"]), queueOf("zoe", ["y"])]);
    expect(seen.sees(more).chosen).toMatch(/^> bob/);
    expect(seen.sees(boardWith([queueOf("aaa", ["one"]), queueOf("zoe", ["y"])])).chosen).toMatch(/^> zoe/);
    expect(seen.sees(boardWith([])).chosen).toBe("");
  });

  test("the chosen line is always seen, also on a terminal that has become small", () => {
    const many = boardWith(Array.from({ length: 100 }, (_, n) => queueOf(`agent-${100 + n}`, ["one"])));
    const seen = sitting(many).type(KEYS.end);
    expect(seen.chosen).toMatch(/^> agent-199/);
    expect(seen.lines).toHaveLength(24);
    expect(seen.sees(many, { rows: 6 }).chosen).toMatch(/^> agent-199/);
    expect(seen.sees(many, { rows: 2 }).lines).toHaveLength(2);
    expect(seen.sees(many, { rows: 50 }).chosen).toMatch(/^> agent-199/);
    expect(seen.type(KEYS.home, KEYS.pageDown).chosen).toMatch(/^> agent-12\d/);
  });

  test("a task that has gone from the lists stays open until one goes back", () => {
    const seen = sitting(SHOP).type(KEYS.enter).sees(boardWith([]));
    expect(seen.text).toMatch(/^task-009 +/m);
    expect(seen.escape().text).not.toContain("task-009");
  });
});

const NAMES = [
  "修复登录页面的问题，需要尽快处理，否则用户无法使用系统，影响很大",
  "Emoji 🚀 👨\u200d👩\u200d👧 ❤\ufe0f",
  "Marks e\u0301 ที่",
  "long ".repeat(100),
  "\u001b[31mred\u001b[0m \u202eevil",
];

describe.each([1, 10, 40, 60, 80, 120, 200])("at %i columns", (width) => {
  test.each(["en", "zh"])("no line is wider, and nothing in it steers the terminal, in %s", (lang) => {
    const zh = { words: tableWordsZh, board: boardWordsZh, screen: screenWordsZh };
    const view = { ...VIEW, width, ...(lang === "zh" && zh) };
    const lists = NAMES.map((name, n) =>
      queueOf(`agent-${n}`, [name], {
        current_task: aTask({ id: `task-00${n}`, name, started_at: "2026-04-01T00:00:00Z" }),
      }),
    );
    const seen = sitting(boardWith(lists), view);
    const pages = [seen.lines, seen.type(KEYS.tab, KEYS.enter).lines, seen.type(KEYS.enter).lines];
    pages.push(
      seen.type("?").lines,
      seen.escape().type("/", "修复e\u0301🚀\u202e").lines,
      seen.escape().type(KEYS.home, "o").lines,
    );
    for (const lines of pages) {
      expect(lines).toHaveLength(24);
      expect(lines.filter((line) => widthOf(line) > width)).toEqual([]);
      expect(lines.filter((line) => /\p{Cc}|\u202e/u.test(line))).toEqual([]);
    }
  });
});

describe("what is written", () => {
  test("is only the lines that differ, each in its place", () => {
    expect(paint(["a", "b", "c"], ["a", "x", "c"])).toBe(
      "\u001b[?2026h\u001b[2;1H\u001b[0m\u001b[2Kx\u001b[0m\u001b[?2026l",
    );
    expect(paint(["a"], ["a"])).toBe("");
    for (const place of ["\u001b[1;1H", "\u001b[2;1H"]) expect(paint([], ["a", ""])).toContain(place);
  });
});
