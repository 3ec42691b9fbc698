import { type CommandLine, commandLine } from "./command-line.ts";

const CODER = ["--agent", "coder"];

/** A root in which coder works on task-001, and task-003 is next. */
export async function workingCoder(env: Record<string, string> = {}): Promise<CommandLine> {
  const around = commandLine({ env });
  await around.run("create", ...CODER, "--name", 'the "login"');
  await around.run("start", ...CODER);
  await around.run("create", ...CODER, "--name", "later", "--priority", "2");
  await around.run("create", ...CODER, "--name", `next\n${"x".repeat(100)}`, "--priority", "9");
  return around;
}
