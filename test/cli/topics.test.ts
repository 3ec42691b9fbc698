import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { CONFIG_KEYS, OUTPUTS } from "../../src/app/settings.ts";
import { COMMANDS } from "../../src/cli/commands.ts";
import { optionOf } from "../../src/cli/command.ts";
import { flagsOf } from "../../src/cli/flags.ts";
import { commandLine } from "../helpers/command-line.ts";
import { PROJECT } from "../helpers/project.ts";

const FLAGS = COMMANDS.flatMap(flagsOf);

describe.each(["en", "zh"])("help in %s", (lang) => {
  const topic = async (name: string) => (await commandLine().run("help", name, "--lang", lang)).stdout;

  test("environment names every variable that the program looks at, and no other", async () => {
    const page = await topic("environment");
    expect(namesIn(page, /\b(?:AGENT_TASKS|OPENCLAW)_[A-Z_]+/g)).toEqual(variablesInSource());
  });

  test("environment names every setting that stays, and the flag that goes before it", async () => {
    const page = await topic("environment");
    for (const key of CONFIG_KEYS) expect(page).toMatch(new RegExp(` ${key} `));
    const known = new Set(FLAGS.map(({ parameter }) => optionOf(parameter)));
    expect(namesIn(page, /--[a-z][a-z-]*/g).filter((option) => !known.has(option))).toEqual([]);
  });

  test("output names every format, and every option that takes long text", async () => {
    const page = await topic("output");
    for (const output of OUTPUTS) expect(page).toMatch(new RegExp(`^ {2}${output} `, "m"));
    const long = FLAGS.filter(({ isText, isTasks }) => isText || isTasks).map(({ parameter }) => optionOf(parameter));
    const [, listed = ""] = /[(（](--description[^)）]*)/u.exec(page) ?? [];
    expect(namesIn(listed, /--[a-z-]+/g)).toEqual([...new Set(long)].toSorted());
  });

  test("output names the commands that are text until a format is asked for", async () => {
    const page = (await topic("output")).replaceAll("\n", " ");
    const [, texts = ""] =
      /(?:Help and version are text\.|帮助和版本号是文本。)(.*?)(?: text unless|是文本)/u.exec(page) ?? [];
    const asked = COMMANDS.filter(({ textUnless }) => textUnless === "asked").map(({ operation }) => operation.name);
    expect(asked.filter((name) => !texts.includes(name))).toEqual([]);
  });

  test("agents has only calls that the program understands", async () => {
    const calls = [...(await topic("agents")).matchAll(/`agent-tasks ([^`]+)`/g)].map(([, call = ""]) => call);
    expect(calls.length).toBeGreaterThan(5);
    for (const call of calls) {
      const [name = ""] = call.split(" ");
      const command = COMMANDS.find(({ operation }) => operation.name === name);
      const known = new Set(flagsOf(command).map(({ parameter }) => optionOf(parameter)));
      expect([call, namesIn(call, /--[a-z-]+/g).filter((option) => !known.has(option))]).toEqual([call, []]);
    }
  });
});

/** The variables of ours and of OpenClaw that the source reads. */
function variablesInSource(): readonly string[] {
  const folder = join(PROJECT, "src");
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"));
  const texts = files
    .filter((file) => !file.includes("messages"))
    .map((file) => readFileSync(join(folder, file), "utf8"));
  return namesIn(texts.join("\n"), /(?<=")(?:AGENT_TASKS|OPENCLAW)_[A-Z_]+(?=")/g);
}

function namesIn(text: string, form: RegExp): readonly string[] {
  return [...new Set(text.match(form))].toSorted();
}
