import fc from "fast-check";
import { expect, test } from "vitest";
import { type Column, gridLines } from "../../../src/cli/output/grid.ts";
import { widthOf } from "../../../src/cli/output/width.ts";

const palette = { title: (text: string) => text };

function lines(columns: readonly Column[], rows: readonly (readonly string[])[], width: number): readonly string[] {
  return gridLines({ columns, rows: rows.map((cells) => cells.map((text) => ({ text }))), width, palette });
}

const paint = (text: string) => `<${text}>`;

const COLUMNS = [{ title: "ID" }, { title: "N", align: "right" }, { title: "NAME", least: 5 }] as const;

test("columns are as wide as they need, numbers stand on the right", () => {
  expect(
    lines(
      COLUMNS,
      [
        ["task-001", "5", "修复"],
        ["t", "10", "x"],
      ],
      80,
    ),
  ).toEqual(["ID         N  NAME", "task-001   5  修复", "t         10  x"]);
});

test("a column that may give way does, down to its least", () => {
  expect(lines(COLUMNS, [["task-001", "5", "a long name"]], 20)).toEqual(["ID        N  NAME", "task-001  5  a long…"]);
});

test("where even that is too much a column is left out, and then the line is cut", () => {
  const columns = [{ title: "ID" }, { title: "WHEN", leaves: 1 }, { title: "NAME", least: 5 }];
  const row = ["task-001", "3m ago", "a long name"];
  expect(lines(columns, [row], 18)).toEqual(["ID        NAME", "task-001  a long …"]);
  expect(lines(columns, [row], 10)).toEqual(["ID", "task-001"]);
  expect(lines(columns, [row], 6)).toEqual(["ID", "task-…"]);
});

test("colours go round the text and take no room", () => {
  const grid = { columns: [{ title: "A" }, { title: "B" }], width: 80, palette };
  expect(
    gridLines({
      ...grid,
      rows: [
        [{ text: "x", paint }, { text: "y" }],
        [{ text: "long" }, { text: "z" }],
      ],
    }),
  ).toEqual(["A     B", "<x>     y", "long  z"]);
});

test("no line is wider than the terminal, whatever stands in it, and columns begin where their titles do", () => {
  const text = fc.string({ unit: "grapheme", maxLength: 30 });
  const columns = [
    { title: "ID" },
    { title: "名称", least: 4 },
    { title: "GROUP", least: 4, leaves: 1 },
    { title: "X", least: 3 },
  ];
  fc.assert(
    fc.property(
      fc.array(fc.tuple(text, text, text, text), { maxLength: 5 }),
      fc.integer({ min: 1, max: 60 }),
      (rows, width) => {
        const all = lines(columns, rows, width);
        expect(all.filter((line) => widthOf(line) > width)).toEqual([]);
        expect(all).toHaveLength(rows.length + 1);
      },
    ),
  );
});
