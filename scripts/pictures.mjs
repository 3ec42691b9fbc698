// Records what the pages show: real commands, on the root of `agent-tasks demo`, in a real terminal. `--check` writes nothing and
// says, with exit status 1, which pictures are out of date.

import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { execFileSync } from "node:child_process";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { project } from "./bundling.mjs";
import { svgOf } from "./pictures/svg.mjs";
import { screenOf } from "./pictures/terminal.mjs";

/** Its path is seen in the pictures, so it is always the same. */
const ROOT = "/tmp/agent-tasks-demo";

const PICTURES = [
  {
    name: "board",
    columns: 120,
    rows: 40,
    commands: ["agent-tasks board"],
    titles: {
      en: "agent-tasks board: what runs, what waits, what is stuck",
      zh: "agent-tasks board：正在执行、等待和卡住的任务",
    },
  },
  {
    name: "quick-start",
    columns: 90,
    rows: 40,
    commands: [
      'agent-tasks create --agent writer --name "Release notes" --priority 8',
      "agent-tasks start --agent writer",
      'agent-tasks complete --agent writer --result "Written"',
    ],
    titles: { en: "A task is created, started and completed", zh: "创建、开始并完成一个任务" },
  },
  {
    name: "why",
    columns: 90,
    rows: 20,
    commands: ["agent-tasks why --task-id $WAITING"],
    titles: { en: "agent-tasks why: every reason why a task waits", zh: "agent-tasks why：任务等待的全部原因" },
  },
  {
    name: "doctor",
    columns: 100,
    rows: 40,
    commands: ["agent-tasks doctor --stale 2h"],
    titles: {
      en: "agent-tasks doctor: what is wrong, and what a repair would do",
      zh: "agent-tasks doctor：问题所在，以及修复会做什么",
    },
  },
];

const isCheck = process.argv.includes("--check");
if (existsSync(ROOT)) throw new Error(`${ROOT} is there already: nobody else may use it meanwhile`);
const folder = mkdtempSync(join(tmpdir(), "agent-tasks-pictures-"));
const program = join(folder, "agent-tasks");
const outdated = [];
try {
  symlinkSync(join(project, "bin", "agent-tasks.js"), program);
  for (const lang of ["en", "zh"]) for (const picture of PICTURES) record(picture, lang);
} finally {
  rmSync(folder, { recursive: true, force: true });
  rmSync(ROOT, { recursive: true, force: true });
}
if (outdated.length > 0) {
  process.stdout.write(`out of date: ${outdated.join(", ")}\nnpm run pictures makes them again\n`);
  process.exitCode = 1;
}

function record({ name, columns, rows, commands, titles }, lang) {
  const env = environment(lang);
  rmSync(ROOT, { recursive: true, force: true });
  execFileSync(program, ["demo", "--into", ROOT, "--output", "json"], { env });
  const waiting = waitingTask(env);
  const lines = commands.map((command) => command.replace("$WAITING", waiting));
  const script = lines.map((command) => `printf '%s\\n' ${quoted(`$ ${command}`)}\n${command}`).join("\n");
  const screen = screenOf(script, { columns, rows, env });
  const path = join("docs", "pictures", `${name}.${lang}.svg`);
  keep(path, svgOf(screen, { columns, title: titles[lang] }));
}

/** A machine of nobody: no settings but the language, and the hour is always about noon, so that a day has a morning. */
function environment(lang) {
  const behind = new Date().getUTCHours() - 12;
  return {
    PATH: `${folder}:${process.env.PATH}`,
    HOME: folder,
    LANG: "C.UTF-8",
    TZ: `NOON${behind >= 0 ? "+" : ""}${behind}`,
    AGENT_TASKS_LANG: lang,
    AGENT_TASKS_ROOT: ROOT,
  };
}

/** A task that waits for another. */
function waitingTask(env) {
  const { tasks } = JSON.parse(
    execFileSync(program, ["query", "--status", "pending", "--output", "json"], { env, encoding: "utf8" }),
  );
  return tasks.find(({ task }) => task.depends_on?.length > 0).task.id;
}

function keep(path, svg) {
  const target = join(project, path);
  if (isCheck) {
    if (!existsSync(target) || comparable(readFileSync(target, "utf8")) !== comparable(svg)) outdated.push(path);
    return;
  }
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, svg);
  process.stdout.write(`${path}\n`);
}

/** The version of Node may be another one, and what a clock says. */
function comparable(svg) {
  return svg
    .replaceAll(/\bv?\d+\.\d+\.\d+\b/g, "VERSION")
    .replaceAll(/\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}/g, "TIME")
    .replaceAll(/ textLength="[\d.]+"/g, "");
}

function quoted(text) {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
