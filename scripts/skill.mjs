// Stages out/skill/agent-task-list/, or the same in a folder that is named: what a skill store copies, text files only,
// run by Node alone.
//
// The program is one readable ES module: nothing in it talks to a network, or starts other programs, and a reviewer can
// see that. What a store demands of such a folder: docs/decisions/0008.

import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { bundling, project } from "./bundling.mjs";
import { licencesOf } from "./licences.mjs";

const [target = join(project, "out", "skill")] = process.argv.slice(2);
const skill = join(target, "agent-task-list");

rmSync(skill, { recursive: true, force: true });
mkdirSync(join(skill, "scripts"), { recursive: true });
for (const name of ["SKILL.md", "references", "scripts/task_manager.py"]) {
  cpSync(join(project, name), join(skill, name), { recursive: true });
}
const { outputFiles, metafile } = await build({
  ...bundling,
  stdin: {
    contents:
      'import { main } from "./src/cli/main.ts";\nprocess.exitCode = await main(process.argv.slice(2), process);\n',
    resolveDir: project,
    sourcefile: "agent-tasks.mjs",
  },
  banner: { js: banner() },
  format: "esm",
  define: { __filename: "import.meta.filename" }, // write-file-atomic asks for it
  charset: "utf8",
  lineLimit: 160,
});
writeFileSync(join(skill, "scripts", "agent-tasks.mjs"), outputFiles[0].text);
writeFileSync(join(skill, "LICENSE"), `${mitZero()}\n${"-".repeat(80)}\n\n${licencesOf(metafile)}`);
process.stdout.write(`${skill}\n`);

/** What comes first in the module: whose it is, and what its older parts call `require`. */
function banner() {
  const { name, version } = JSON.parse(readFileSync(join(project, "package.json"), "utf8"));
  return `#!/usr/bin/env node
// ${name} ${version}: a task queue per agent, on plain files. Made from its TypeScript sources; MIT licence.
// It reads and writes the task root and what it is given; it uses no network and starts no other program.
import { createRequire } from "node:module";
const require = createRequire(import.meta.url);
const [major, minor] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  process.stderr.write(\`agent-tasks needs Node 20.19 or later; this is \${process.version}\\n\`);
  process.exit(1);
}
`;
}

/** The licence of everything in a skill store: MIT No Attribution. */
function mitZero() {
  const holder = /^Copyright.*$/m.exec(readFileSync(join(project, "LICENSE"), "utf8"))[0];
  return `MIT No Attribution

${holder}

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated
documentation files (the "Software"), to deal in the Software without restriction, including without limitation the
rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit
persons to whom the Software is furnished to do so.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE
WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR
COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR
OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.

scripts/agent-tasks.mjs contains code of the packages below, under their own licences.
`;
}
