import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { commandLine } from "../helpers/command-line.ts";

function configured(content?: string) {
  const line = commandLine();
  mkdirSync(line.root);
  const path = join(line.root, "config.json");
  if (content !== undefined) writeFileSync(path, content);
  return { ...line, path };
}

test("a setting is set, kept, and used by the next call", async () => {
  const { run, path } = configured();
  expect((await run("config", "set", "lang", "zh")).json).toEqual({
    status: "success",
    path,
    key: "lang",
    value: "zh",
    origin: "config.json",
    message: "lang is zh now.",
  });
  await run("config", "set", "keep_finished", "7");
  expect(JSON.parse(readFileSync(path, "utf8"))).toEqual({ lang: "zh", keep_finished: 7 });
  expect((await run("start", "--agent", "coder")).json).toMatchObject({ error: "Agent coder 没有待办任务" });
  expect((await run("config", "get", "keep_finished")).json).toEqual({
    status: "success",
    path,
    key: "keep_finished",
    value: 7,
    origin: "config.json",
  });
  expect((await run("config", "list", "--output", "plain")).stdout).toBe(
    "output\tplain\t--output\nlang\tzh\tconfig.json\nlock_timeout_ms\t8000\tdefault\nkeep_finished\t7\tconfig.json\ndefault_lease\tnone\tdefault\n",
  );
});

test.each([
  [["config"], "action"],
  [["config", "put"], "action"],
  [["config", "get"], "setting"],
  [["config", "get", "colour"], "setting"],
  [["config", "set", "lang"], "value"],
  [["config", "set", "lang", "fr"], "lang"],
  [["config", "set", "keep_finished", "-1"], "keep_finished"],
])("%j is refused", async (line, parameter) => {
  const { run, path } = configured();
  const { status, json } = await run(...line);
  expect([status, json["code"], json["parameter"]]).toEqual([2, "INVALID_PARAMS", parameter]);
  expect(existsSync(path)).toBe(false);
});

test.each([
  ["config", "list", "lang"],
  ["config", "get", "lang", "zh"],
  ["config", "set", "lang", "zh", "en"],
])("%j is a word too many", async (...line) => {
  expect((await configured().run(...line)).json).toMatchObject({ code: "INVALID_PARAMS", problem: "excess_argument" });
});

test("a broken file stops every command but those that help to find it, and is never overwritten", async () => {
  const { run, path } = configured("{ torn");
  expect((await run("list", "--agent", "coder")).json).toMatchObject({ code: "CONFIG_INVALID", path });
  for (const line of [["config", "list"], ["config", "get", "lang"], ["where"]]) {
    const { status, json } = await run(...line);
    expect([status, json["warnings"]]).toEqual([0, [expect.stringContaining(path)]]);
  }
  expect((await run("config", "set", "lang", "zh")).json).toMatchObject({ code: "CONFIG_INVALID", path });
  expect(readFileSync(path, "utf8")).toBe("{ torn");
});

test("a file in the place of the root is said to be one", async () => {
  const { run, root } = commandLine();
  writeFileSync(root, "");
  expect((await run("config", "set", "lang", "zh")).json).toMatchObject({
    code: "IO_ERROR",
    path: root,
    reason: "ENOTDIR",
  });
});

test("without a root nothing is set, and nothing made", async () => {
  const { run, root } = commandLine();
  expect((await run("config", "set", "lang", "zh")).json).toMatchObject({ code: "IO_ERROR", reason: "ENOENT" });
  expect(existsSync(root)).toBe(false);
});

test("the language is that of the flag, the variable, the file, the system", async () => {
  const empty = ["start", "--agent", "coder"];
  const zh = "没有待办任务";
  for (const [env, isChinese] of [
    [{ LANG: "zh_CN.UTF-8" }, true],
    [{ LANG: "zh" }, true],
    [{ LANG: "zh_CN.UTF-8", LC_ALL: "C" }, false],
    [{ LANG: "en_US.UTF-8", LC_MESSAGES: "zh_TW" }, true],
    [{ LANG: "zhuang" }, false],
    [{ LANG: "zh_CN.UTF-8", AGENT_TASKS_LANG: "en" }, false],
  ] as const) {
    const line = commandLine({ env });
    mkdirSync(line.root);
    expect(String((await line.run(...empty)).json["error"]).includes(zh)).toBe(isChinese);
  }
  expect((await configured().run(...empty, "--lang", "zh")).json["error"]).toBe("Agent coder 没有待办任务");
});

test("usage errors and help are in the language too", async () => {
  const { run } = commandLine({ env: { LANG: "zh_CN.UTF-8" } });
  expect((await run("craete")).json["error"]).toBe('没有命令 "craete"');
  expect((await run("create", "--agent", "a", "--name", "x", "--priority", "11")).json["error"]).toBe(
    "优先级必须在 1-10 之间",
  );
  expect((await run("--help")).stdout).toContain("退出状态");
});
