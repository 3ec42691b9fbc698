// Writes into the docs what the program says of itself: `npm run docs`. With --check it only says whether it is so.
// docs/cli.md, references/commands.md and man/agent-tasks.1 are the help; the tables of docs/json-output.md are the
// schemas; the READMEs answer questions as `help` does.

import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { project } from "./bundling.mjs";
import { manual } from "./manual.mjs";

/** What every success has. */
const COMMON = new Set(["status", "message", "dry_run", "warnings"]);

const said = new Map();
const general = say("en", "--help");
const commands = [...general.matchAll(/^ {2}([a-z-]+) {2,}\S/gm)].map(([, name]) => name);
const pages = [...general.matchAll(/^ {2}agent-tasks help ([a-z-]+) {2,}\S/gm)].map(([, name]) => name);
const schemas = new Map(commands.map((name) => [name, JSON.parse(say("en", "schema", name, "--output", "json"))]));
const codes = schemas.get("create").error.properties.code.enum;

const page = await manual();
const MADE = {
  "docs/cli.md": () => reference(),
  "references/commands.md": () => onePage(),
  "docs/json-output.md": (text) => withTables(text),
  "man/agent-tasks.1": () => page,
  "README.md": (text) => withSaid(text, "en"),
  "README.zh-CN.md": (text) => withSaid(text, "zh"),
};
const texts = Object.entries(MADE).map(([file, make]) => {
  const before = existsSync(`${project}${file}`) ? readFileSync(`${project}${file}`, "utf8") : "";
  return { file, before, wanted: make(before) };
});
const stale = texts.filter(({ before, wanted }) => before !== wanted);

if (!process.argv.includes("--check")) {
  for (const { file, wanted } of stale) writeFileSync(`${project}${file}`, wanted);
} else if (stale.length > 0) {
  process.stderr.write(
    `${stale.map(({ file }) => file).join(", ")}: not what the program says; run \`npm run docs\`\n`,
  );
  process.exitCode = 1;
}

function reference() {
  return [
    "# Command line reference",
    "",
    "Made by `npm run docs` from the program's own help; a test compares the two. What each command prints:",
    "[json-output.md](json-output.md).",
    "",
    fenced(general),
    ...commands.flatMap((name) => [`## ${name}`, "", fenced(say("en", name, "--help"))]),
    ...pages.flatMap((name) => [`## help ${name}`, "", fenced(say("en", "help", name))]),
  ].join("\n");
}

/** Every command for an agent: what is the same for all is said once. */
function onePage() {
  return [
    "# Every command",
    "",
    "`agent-tasks <command>`; the flags below `Every command` may stand in any of them, before its name or after it.",
    "",
    ...commands.flatMap((name) => [`## ${name}`, "", fenced(withoutCommon(say("en", name, "--help")))]),
    "## Every command",
    "",
    fenced(say("en", "where", "--help").split("Global Options:\n")[1]),
    ...pages.flatMap((name) => (name === "agents" ? [] : [`## ${name}`, "", fenced(say("en", "help", name))])),
  ].join("\n");
}

function withoutCommon(help) {
  const own = help.split("\nGlobal Options:")[0].replace("Examples:\n", "");
  return own.replace(/\n {2}-h, --help.*\n/, "\n").replace(/\nOptions:\n$/, "");
}

function withTables(text) {
  const { task } = schemas.get("start").output.$defs;
  const whole = schemas.get("start").output;
  const common = withKeys(whole, (key) => COMMON.has(key));
  const own = [...schemas].map(([name, { output }]) => [name, withKeys(output, (key) => !COMMON.has(key))]);
  const tables = [["Every success", common], ...own, ["The task", task], ["Errors", schemas.get("start").error]];
  return tables.reduce((before, [heading, schema]) => withTable(before, heading, rowsOf(schema)), text);
}

/** The first table below a heading, made anew. */
function withTable(text, heading, rows) {
  const table = /(?<=\n## HEADING\n(?:(?!\n## )[^])*?\n)(?:\|.*\n)+/.source.replace("HEADING", heading);
  if (!new RegExp(table).test(text)) throw new Error(`there is no table below ${heading}`);
  const cells = [["Key", "Type", "When"], ...rows.map(([key, type, when]) => [`\`${key}\``, type, when])];
  const widths = [0, 1, 2].map((column) => Math.max(...cells.map((row) => row[column].length)));
  const lines = cells.map((row) => `| ${row.map((cell, column) => cell.padEnd(widths[column])).join(" | ")} |\n`);
  lines.splice(1, 0, `| ${widths.map((width) => "-".repeat(width)).join(" | ")} |\n`);
  return text.replace(new RegExp(table), () => lines.join(""));
}

/** Key, type and description of everything in an object. */
function rowsOf({ properties, required = [] }, prefix = "") {
  return Object.entries(properties).flatMap(([name, schema]) => {
    const { value, isNullable } = withoutNull(schema);
    if (value.properties) return rowsOf(value, `${prefix}${name}.`);
    if (value.items?.properties) return rowsOf(value.items, `${prefix}${name}[].`);
    const type = typeOf(value) + (isNullable && required.includes(name) ? " or null" : "");
    return [[prefix + name, type, schema.description ?? value.description ?? "always"]];
  });
}

function withoutNull(schema) {
  if (Array.isArray(schema.type)) {
    const types = schema.type.filter((type) => type !== "null").map((type) => ({ ...schema, type }));
    return {
      value: types.length === 1 ? types[0] : { ...schema, anyOf: types },
      isNullable: schema.type.includes("null"),
    };
  }
  const others = schema.anyOf?.filter(({ type }) => type !== "null") ?? [];
  if (others.length === 0 || others.length === schema.anyOf.length) return { value: schema, isNullable: false };
  return { value: others.length === 1 ? others[0] : { ...schema, anyOf: others }, isNullable: true };
}

function typeOf({ $ref, anyOf, type, format, minimum, items }) {
  if ($ref) return "task";
  if (anyOf) return anyOf.map(typeOf).join(" or ");
  if (type === "array") return `list of ${typeOf(items).replace(/^task$/, "tasks")}`;
  if (type === "string") return format === "date-time" ? "time" : "text";
  if (type === "integer") return minimum === 0 ? "count" : "number";
  return { boolean: "yes/no", number: "number", object: "object" }[type] ?? "any";
}

/** What a README quotes of the help, between the comments that say so. */
function withSaid(text, lang) {
  const answers = codes.map((code) => `### ${code}\n\n${say(lang, "help", code).split("\n").slice(2).join("\n")}`);
  const agents = ["```markdown", say(lang, "help", "agents").trimEnd(), "```", ""].join("\n");
  return between(between(text, "help agents", agents), "help <CODE>", answers.join("\n"));
}

function between(text, name, content) {
  const [start, end] = [`<!-- agent-tasks ${name} -->\n\n`, `\n<!-- end of agent-tasks ${name} -->`];
  const [from, to] = [text.indexOf(start), text.indexOf(end)];
  if (from === -1 || to === -1) throw new Error(`there is no place for ${name}`);
  return text.slice(0, from + start.length) + content + text.slice(to);
}

function say(lang, ...args) {
  const line = [lang, ...args].join(" ");
  if (!said.has(line)) said.set(line, run(lang, args));
  return said.get(line);
}

function run(lang, args) {
  const env = { PATH: process.env.PATH, AGENT_TASKS_LANG: lang };
  const bin = `${project}bin/agent-tasks.js`;
  const { stdout, status, stderr } = spawnSync(process.execPath, [bin, ...args], { encoding: "utf8", env });
  if (status !== 0) throw new Error(stdout + stderr);
  return stdout;
}

function fenced(output) {
  return `\`\`\`text\n${output.trimEnd()}\n\`\`\`\n`;
}

function withKeys(schema, isKept) {
  const kept = Object.entries(schema.properties).filter(([key]) => isKept(key));
  return { ...schema, properties: Object.fromEntries(kept) };
}
