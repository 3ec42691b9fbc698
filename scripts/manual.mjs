// The manual page, made from what the help is made of: man/agent-tasks.1, for groff's man(7) and for mandoc. In English
// alone: npm puts a page where its name says, without a language, and groff does not break Chinese lines.

import { readFileSync } from "node:fs";
import { build } from "esbuild";
import { bundling, project } from "./bundling.mjs";

const SOURCES = `
export { helpEn } from "./src/app/messages/help-en.ts";
export { topicsEn } from "./src/app/messages/topics-en.ts";
export { answersEn } from "./src/app/messages/answers-en.ts";
export { optionOf } from "./src/cli/command.ts";
export { COMMANDS } from "./src/cli/commands.ts";
export { EXIT_STATUS } from "./src/cli/exit-codes.ts";
export { CHANGE_FLAGS, GLOBAL_FLAGS, flagsOf } from "./src/cli/flags.ts";
export { blocksOf } from "./src/cli/output/fit-page.ts";
export { wrappedCommand } from "./src/cli/output/wrap.ts";
`;

/** How wide an example may be: pages are read in 80 columns, of which the indent takes some. */
const EXAMPLE_WIDTH = 70;

/** The text of the page. */
export async function manual() {
  const source = await load();
  const { helpEn: help, topicsEn: topics, COMMANDS, CHANGE_FLAGS, GLOBAL_FLAGS } = source;
  const { version } = JSON.parse(readFileSync(`${project}package.json`, "utf8"));
  const lines = [
    '.\\" Made by `npm run docs` from the help of the program.',
    `.TH AGENT\\-TASKS 1 "" "agent\\-task\\-list ${version}" "User Commands"`,
    ".nr HY 0", // a name that is broken with a hyphen cannot be copied
    ".ad l",
    ".SH NAME",
    "agent\\-tasks \\- a task queue per agent, on plain files",
    ".SH SYNOPSIS",
    "\\fBagent\\-tasks\\fR \\fIcommand\\fR [\\fIoptions\\fR]",
    ".SH DESCRIPTION",
    prose(help.about),
    ...examples(help.examples.first, source),
    ".SH COMMANDS",
    ...Object.entries(help.groups).flatMap(([group, title]) => [
      `.SS ${prose(title.replace(/:$/, ""))}`,
      ...COMMANDS.filter((command) => command.group === group).flatMap(({ operation: { name } }) => [
        ".TP 12",
        `\\fB${code(name)}\\fR`,
        prose(help.commands[name]),
      ]),
    ]),
    ".SH OPTIONS",
    "Every command takes these, before its name or after it.",
    ...options(GLOBAL_FLAGS, source),
    ".TP",
    "\\fB\\-h\\fR, \\fB\\-\\-help\\fR",
    prose(help.help),
    ".TP",
    "\\fB\\-V\\fR, \\fB\\-\\-version\\fR",
    prose(help.version),
    ".PP",
    "Every command that changes tasks takes these too.",
    ...options(CHANGE_FLAGS, source),
    ...COMMANDS.flatMap((command) => section(command, source)),
    ".SH ENVIRONMENT",
    ...page(topics.environment, source),
    ".SH OUTPUT",
    ...page(topics.output, source),
    ".SH EXIT STATUS",
    ...page(topics["exit-codes"], source),
    ".SH ERRORS",
    ...Object.entries(source.answersEn).flatMap(([name, answer]) => [
      ".TP",
      `\\fB${name}\\fR (${source.EXIT_STATUS[name]})`,
      prose(answer.replaceAll("\n", " ")),
    ]),
    ".SH THE WORK LOOP OF AN AGENT",
    ...page(topics.agents.replace(/^## .*\n\n/, ""), source),
  ];
  return lines.map((line) => `${line}\n`).join("");
}

async function load() {
  const stdin = { contents: SOURCES, resolveDir: project, loader: "ts" };
  const { outputFiles } = await build({ ...bundling, stdin, format: "esm" });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString("base64")}`);
}

/** What a command does, takes and looks like. */
function section(command, source) {
  const { helpEn: help, CHANGE_FLAGS, GLOBAL_FLAGS, flagsOf } = source;
  const { name } = command.operation;
  const shared = new Set([...GLOBAL_FLAGS, ...CHANGE_FLAGS]);
  const own = flagsOf(command).filter((flag) => !shared.has(flag) || command.flags.includes(flag));
  const words = command.words ?? [];
  return [
    `.SH "AGENT\\-TASKS ${code(name.toUpperCase())}"`,
    `\\fBagent\\-tasks ${code(name)}\\fR${words.map((word) => ` [\\fI${word}\\fR]`).join("")} [\\fIoptions\\fR]`,
    ".PP",
    `${prose(sentence(help.commands[name]))}`,
    ...words.flatMap((word) => [".TP", `\\fI${word}\\fR`, prose(help.flags[word])]),
    ...options(own, source),
    ...examples(help.examples.commands[name], source),
  ];
}

function options(flags, { helpEn: help, optionOf }) {
  return flags.flatMap(({ parameter, value }) => [
    ".TP",
    `\\fB${code(optionOf(parameter))}\\fR${value ? ` \\fI${code(value.slice(1, -1))}\\fR` : ""}`,
    prose(help.flags[parameter]),
  ]);
}

function examples(commands, { wrappedCommand }) {
  const lines = commands.flatMap((command) => wrappedCommand(command, EXAMPLE_WIDTH));
  return [".PP", ".EX", ...lines.map((line) => guarded(code(line.slice(2)))), ".EE"];
}

/** A page of the help: its tables become lists. */
function page(text, { blocksOf }) {
  return blocksOf(text.split("\n")).flatMap(({ kind, head, texts }) => {
    if (kind === "blank") return [];
    const [first, ...others] = texts.map(prose);
    const more = others.flatMap((each) => [".br", each]);
    if (kind === "row") return [".TP", cellsOf(head), first, ...more];
    if (kind === "item") return [`.IP ${head.trim() === "-" ? "\\(bu" : head.trim()} 3`, first, ...more];
    return [".PP", first, ...more];
  });
}

/** The cells before the last of a row; a dash stands for none. */
function cellsOf(head) {
  const cells = head.trim().split(/ {2,}/);
  return cells
    .filter((cell) => cell !== "-")
    .map((cell) => `\\fB${code(cell)}\\fR`)
    .join(", ");
}

function sentence(text) {
  return `${text[0].toUpperCase()}${text.slice(1)}.`;
}

/** Text that is read: what stands between backticks is bold, and options keep their dashes. */
function prose(text) {
  const parts = text.split(/(`[^`]*`)/).map((part) => {
    if (part.startsWith("`")) return `\\fB${code(part.slice(1, -1))}\\fR`;
    return escaped(part).replaceAll(/(?<!\w)--?[a-zA-Z][\w-]*|agent-tasks/g, (option) => option.replaceAll("-", "\\-"));
  });
  return guarded(parts.join(""));
}

/** Text that is typed. */
function code(text) {
  return escaped(text)
    .replaceAll("-", "\\-")
    .replaceAll("'", "\\(aq")
    .replaceAll("`", "\\(ga")
    .replaceAll("~", "\\(ti")
    .replaceAll("^", "\\(ha");
}

function escaped(text) {
  const plain = text.replaceAll("\\", "\\e");
  return plain.replaceAll(
    /[^\t-~]/gu,
    (character) => `\\[u${character.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}]`,
  );
}

/** A line that begins with a dot or an apostrophe would be a request. */
function guarded(line) {
  return /^[.']/.test(line) ? `\\&${line}` : line;
}
