import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { PROJECT, projectFile } from "../helpers/project.ts";

// Everything that is said is said in both languages, with the same facts in it: whatever catalogues there are.

const FOLDER = join(PROJECT, "src", "app", "messages");
const FILES = readdirSync(FOLDER);
const NAMES = FILES.filter((file) => /(?:^|-)en\.ts$/.test(file)).map((file) => file.replace(/-?en\.ts$/, ""));

/** Texts that are the same in every language: names, commands, and words of the trade. */
const SHARED = /^[\x20-\x7e]*$/;

/** A Chinese sentence that is the original tool's, word for word; one that chooses a word by the fact. */
const WITHOUT_FACT: ReadonlySet<string> = new Set([".done.retried", ".notYet"]);

/** Whose sentences are chosen by their facts: messages.test.ts has some of each. */
const BY_FACTS: ReadonlySet<string> = new Set([".errors.INVALID_PARAMS", ".errors.STORE_CORRUPT"]);

describe.each(NAMES)("the catalogue %s", (name) => {
  test("is there in Chinese, with the same entries", async () => {
    const [en, zh] = [await load(name, "en"), await load(name, "zh")];
    expect(zh.map(({ path, kind }) => [path, kind]).toSorted()).toEqual(
      en.map(({ path, kind }) => [path, kind]).toSorted(),
    );
  });

  test("says each sentence in its own language", async () => {
    const [en, zh] = [await load(name, "en"), await load(name, "zh")];
    expect(en.filter(({ text }) => /\p{Script=Han}/u.test(text)).map(({ path }) => path)).toEqual([]);
    const same = zh.filter(({ path, text }) => SHARED.test(text) && isSentence(textAt(en, path)));
    expect(same.map(({ path, text }) => [path, text])).toEqual([]);
  });

  test("puts the same facts into the same sentences", async () => {
    const [en, zh] = [await load(name, "en"), await load(name, "zh")];
    for (const { path, facts } of zh.filter((entry) => !WITHOUT_FACT.has(entry.path))) {
      const other = en.find((entry) => entry.path === path);
      expect([path, facts]).toEqual([path, other?.facts]);
    }
  });

  test("names the same code", async () => {
    const [en, zh] = [await load(name, "en"), await load(name, "zh")];
    for (const { path, text } of zh) expect([path, codeIn(text)]).toEqual([path, codeIn(textAt(en, path))]);
  });
});

test("every Chinese catalogue belongs to an English one", () => {
  const chinese = FILES.filter((file) => /(?:^|-)zh\.ts$/.test(file)).map((file) => file.replace(/-?zh\.ts$/, ""));
  expect(chinese.filter((name) => !NAMES.includes(name))).toEqual(["status"]); // the words of states, which English has by nature
});

test("the READMEs have the same headings in their order, and the same code in their blocks", () => {
  const [en, zh] = ["README.md", "README.zh-CN.md"].map(projectFile);
  expect(headingsOf(zh!)).toEqual(headingsOf(en!));
  const [own, other] = [commandsOf(en!), commandsOf(zh!)];
  expect(other).toEqual(own);
});

interface Entry {
  readonly path: string;
  readonly kind: string;
  /** What is said; of a function, with marks where facts are. */
  readonly text: string;
  /** The facts that a function looks at as text. */
  readonly facts: readonly string[];
}

async function load(name: string, language: "en" | "zh"): Promise<readonly Entry[]> {
  const file = join(FOLDER, `${name === "" ? "" : `${name}-`}${language}.ts`);
  const module = (await import(file)) as Readonly<Record<string, unknown>>;
  const suffix = name === "" ? language : language === "en" ? /En$/ : /Zh$/;
  return Object.entries(module)
    .filter(([exported]) => exported.search(suffix) !== -1)
    .flatMap(([, catalogue]) => entriesOf(catalogue, ""));
}

function entriesOf(value: unknown, path: string): readonly Entry[] {
  if (typeof value === "string") return [{ path, kind: "text", text: value, facts: [] }];
  if (typeof value === "function") return [said(value as (...given: unknown[]) => unknown, path)];
  if (typeof value !== "object" || value === null) return [{ path, kind: typeof value, text: "", facts: [] }];
  const own = Object.entries(value).filter(([key]) => !key.endsWith(":")); // the parser's words, which are English
  return own.flatMap(([key, each]) => entriesOf(each, `${path}.${key}`));
}

/** What a sentence says of whatever it is given, and what it looked at. */
function said(say: (...given: unknown[]) => unknown, path: string): Entry {
  if (BY_FACTS.has(path)) return { path, kind: "sentence", text: "", facts: [] };
  const seen = new Set<string>();
  const facts = Array.from({ length: 4 }, (_, position) => factAt(String(position), seen));
  const result = say(...facts);
  const text = typeof result === "string" ? result : JSON.stringify(result);
  return { path, kind: "sentence", text: text ?? "", facts: [...seen].toSorted() };
}

/** Something that can be anything: text, a number, a list of one, an object. Whoever reads it as text is noted. */
function factAt(name: string, seen: Set<string>): unknown {
  const read = () => {
    seen.add(name);
    return `<${name}>`;
  };
  return new Proxy(() => undefined, {
    get: (_, key) => {
      if (key === Symbol.toPrimitive || key === "toJSON" || key === "toString") return read;
      if (key === Symbol.iterator) return [][Symbol.iterator].bind([factAt(`${name}[]`, seen)] as never);
      if (key === "length") return 1;
      if (typeof key === "symbol") return undefined;
      const list = [factAt(`${name}[]`, seen)];
      if (key in list) {
        const member: unknown = list[key as never];
        return typeof member === "function" ? member.bind(list) : member;
      }
      if (key in String.prototype)
        return (...given: unknown[]) => Reflect.get(Object(read()), key).apply(read(), given) as unknown;
      return factAt(`${name}.${key}`, seen);
    },
  });
}

function textAt(entries: readonly Entry[], path: string): string {
  return entries.find((entry) => entry.path === path)?.text ?? "";
}

/** Whether something is said that a language would have other words for: more than a name, a command or a word. */
function isSentence(text: string): boolean {
  return / [a-z]+ [a-z]+ /.test(text) && !text.includes("agent-tasks ");
}

function codeIn(text: string): readonly string[] {
  const spans = text.match(/`[^`]*`/g) ?? [];
  return [...new Set(spans.filter((span) => SHARED.test(span) && !/"<|<your/.test(span)))].toSorted();
}

function headingsOf(text: string): readonly string[] {
  return [...text.matchAll(/^(#+) (.*)$/gm)].map(([, level = "", title = ""]) =>
    /^[A-Z_]+$/.test(title) ? `${level} ${title}` : level,
  );
}

/** What stands in the blocks of code, without what a language has other words for. */
function commandsOf(text: string): readonly string[] {
  return [...text.matchAll(/^ *```(\w+)\n([^]*?)^ *```$/gm)].map(
    ([, language, code = ""]) =>
      `${language}: ${(code.match(/(?:^|\s)--(?!lang )[a-z-]+|agent-tasks [a-z-]+/g) ?? []).map((each) => each.trim()).join(" ")}`,
  );
}
