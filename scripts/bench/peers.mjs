import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { NODE, environment, interleaved, ours, timed } from "./run.mjs";
import { rowsOf } from "./figures.mjs";

const FROM_NPM = { "backlog.md": "1.52.0", taskbook: "0.3.0", "@zeeg/dex": "0.16.0" };
const FROM_DEBIAN = { task: "taskwarrior", "todo-txt": "todotxt-cli", nq: "nq" };
const TASKS = 10;

/** Other programs that keep tasks in files: adding one, and listing ten, in a folder of their own. */
export function peers({ folder, rounds }) {
  const bin = installed(join(folder, "npm"));
  const missing = Object.keys(FROM_DEBIAN).filter((name) => spawnSync("which", [name]).status !== 0);
  const all = peersIn(folder, bin).filter(({ program }) => !missing.includes(program));
  for (const { home, prepare } of all) {
    mkdirSync(home, { recursive: true });
    prepare?.();
  }
  const count = Object.fromEntries(all.map(({ name }) => [name, 0]));
  const cases = { "node -e 0": () => timed(NODE, { env: environment(folder) }).ms };
  for (const peer of all) {
    const add = () => timed(peer.add(`work-${(count[peer.name] += 1)}-`), peer).ms;
    for (let n = 0; n < TASKS; n += 1) add();
    cases[`${peer.name}: add`] = add;
    if (peer.list) cases[`${peer.name}: list`] = () => timed(peer.list, peer).ms;
  }
  const rows = rowsOf(interleaved(cases, rounds), "node -e 0");
  for (const peer of all) check(peer, count[peer.name]);
  return {
    title: "Others",
    about: `A process that adds a task to a list of ${TASKS} (and more, as it goes on), and one that lists them; each program in a folder of its own, with its default settings. All tasks are there afterwards. Ours waits until each is on disk; what the others promise was not looked into.`,
    rows,
    facts: missing.map((name) => `not measured: ${name} (apt-get install ${FROM_DEBIAN[name]})`),
  };
}

/** Each with the environment and the folder that it runs in. */
function peersIn(folder, bin) {
  const at = (name) => join(folder, name.replace(/\W/g, "-"));
  const peer = (name, more) => ({ name, home: at(name), cwd: at(name), env: environment(at(name)), ...more });
  const root = join(at("agent-tasks"), "root");
  const config = join(at("todo.txt-cli"), "config");
  return [
    peer("agent-tasks", {
      env: environment(at("agent-tasks"), { AGENT_TASKS_ROOT: root, AGENT_TASKS_AGENT: "one" }),
      add: (text) => ours("create", "--name", text),
      list: ours("list"),
    }),
    peer("nq", {
      program: "nq",
      env: environment(at("nq"), { NQDIR: at("nq") }),
      add: () => ["nq", "true"],
      count: () => readdirSync(at("nq")).filter((name) => name.startsWith(",")).length,
    }),
    peer("Taskwarrior", {
      program: "task",
      env: environment(at("Taskwarrior"), { TASKRC: "/dev/null", TASKDATA: at("Taskwarrior") }),
      add: (text) => ["task", "add", text],
      list: ["task", "export"],
    }),
    peer("todo.txt-cli", {
      program: "todo-txt",
      prepare: () =>
        writeFileSync(
          config,
          `export TODO_DIR=${at("todo.txt-cli")}\nexport TODO_FILE=$TODO_DIR/todo.txt\nexport DONE_FILE=$TODO_DIR/done.txt\nexport REPORT_FILE=$TODO_DIR/report.txt\n`,
        ),
      add: (text) => ["todo-txt", "-d", config, "add", text],
      list: ["todo-txt", "-d", config, "list"],
    }),
    peer("dex", {
      prepare: () => git(at("dex")),
      add: (text) => [join(bin, "dex"), "create", text],
      list: [join(bin, "dex"), "list"],
    }),
    peer("taskbook", { add: (text) => [join(bin, "tb"), "--task", text], list: [join(bin, "tb")] }),
    peer("backlog.md", {
      prepare() {
        git(at("backlog.md"));
        timed([join(bin, "backlog"), "init", "bench", "--defaults"], {
          env: environment(at("backlog.md")),
          cwd: at("backlog.md"),
        });
      },
      add: (text) => [join(bin, "backlog"), "task", "create", text, "--plain"],
      list: [join(bin, "backlog"), "task", "list", "--plain"],
    }),
  ];
}

function installed(prefix) {
  mkdirSync(prefix);
  const packages = Object.entries(FROM_NPM).map(([name, version]) => `${name}@${version}`);
  const { status } = spawnSync(
    "npm",
    ["install", "--prefix", prefix, "--ignore-scripts", "--no-fund", "--no-audit", ...packages],
    { stdio: "ignore" },
  );
  if (status !== 0) throw new Error("the peers from npm could not be installed");
  return join(prefix, "node_modules", ".bin");
}

function git(folder) {
  for (const argv of [
    ["init", "--quiet", "."],
    ["config", "user.email", "bench@example.org"],
    ["config", "user.name", "bench"],
  ])
    timed(["git", ...argv], { env: environment(folder), cwd: folder });
}

/** That all of the work was done: by what the program itself says, or by its files. */
function check(peer, added) {
  const text = peer.list ? timed(peer.list, peer).stdout : "";
  const found = peer.count ? peer.count() : new Set(text.match(/work-\d+-/g)).size;
  if (found !== added) throw new Error(`${peer.name}: ${found} of ${added} tasks are there`);
}
