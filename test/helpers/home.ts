import { spawnSync } from "node:child_process";
import { mkdirSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { BIN } from "./bin.ts";
import { temporaryFolder } from "./temporary-folder.ts";

export interface Home {
  /** Runs a piece of shell in the home folder, as somebody types it who has the program on the PATH. */
  readonly shell: (script: string) => { readonly status: number | null; readonly output: string };
}

/** An empty home folder, with `agent-tasks` on the PATH and nothing else set. */
export function emptyHome(): Home {
  const folder = temporaryFolder();
  const bin = join(folder, ".local", "bin");
  mkdirSync(bin, { recursive: true });
  symlinkSync(BIN, join(bin, "agent-tasks"));
  const path = [bin, dirname(process.execPath), "/usr/local/bin", "/usr/bin", "/bin"].join(":");
  return {
    shell: (script) => {
      const { status, stdout } = spawnSync("bash", ["-c", `exec 2>&1\n${script}`], {
        cwd: folder,
        env: { HOME: folder, PATH: path },
        encoding: "utf8",
      });
      return { status, output: stdout };
    },
  };
}
