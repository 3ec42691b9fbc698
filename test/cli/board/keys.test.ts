import { expect, test } from "vitest";
import { keysOfRest, readKeys } from "../../../src/cli/board/keys.ts";

function read(sent: string): readonly string[] {
  return readKeys(sent).keys.map((key) => (key.kind === "named" ? key.name : `'${key.text}'`));
}

test("keys are read as terminals send them, several at once too", () => {
  expect(read("\u001b[A\u001bOB\u001b[5~\u001b[6~\u001b[H\u001b[4~\u001b[Z\t\r")).toEqual([
    "up",
    "down",
    "page_up",
    "page_down",
    "home",
    "end",
    "back_tab",
    "tab",
    "enter",
  ]);
});

test("characters of any script are themselves", () => {
  expect(read("q修🚀")).toEqual(["'q'", "'修'", "'🚀'"]);
});

test("a sequence that means nothing here is no key, and none of its characters is one", () => {
  expect(read("\u001b[15~\u001b[1;5Cq\u001b[<0;3;4M\u0001")).toEqual(["'q'"]);
});

test("a sequence may come in pieces; Escape alone is what nothing follows", () => {
  expect(readKeys("j\u001b[")).toEqual({ keys: [{ kind: "text", text: "j" }], rest: "\u001b[" });
  expect(readKeys("\u001b")).toEqual({ keys: [], rest: "\u001b" });
  expect(keysOfRest("\u001b")).toEqual([{ kind: "named", name: "escape" }]);
  expect(keysOfRest("\u001b[")).toEqual([]);
});

test("what steers a process comes as keys", () => {
  expect(read("\u0003\u001a\u000c\u0015\u007f")).toEqual(["interrupt", "suspend", "redraw", "clear", "backspace"]);
});
