// A real terminal without a window: tmux, on a server of its own.

import { execFileSync } from "node:child_process";

/** Runs a script in a terminal of that size. Returns its screen when the script has ended, colours included. */
export function screenOf(script, { columns, rows, env }) {
  const server = `agent-tasks-pictures-${process.pid}`;
  const tmux = (...words) =>
    execFileSync("tmux", ["-L", server, "-f", "/dev/null", "-u", ...words], { env, encoding: "utf8" });
  const done = "done";
  try {
    tmux(
      "new-session",
      "-d",
      "-x",
      String(columns),
      "-y",
      String(rows),
      "sh",
      "-c",
      `${script}\ntmux wait-for -S ${done}\nread _`,
    );
    tmux("wait-for", done);
    return tmux("capture-pane", "-p", "-e").trimEnd();
  } finally {
    tmux("kill-server");
  }
}
