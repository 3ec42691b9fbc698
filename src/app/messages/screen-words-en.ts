import type { ScreenWords } from "./screen-words.ts";

export const screenWordsEn: ScreenWords = {
  hints: ["q quit", "? help", "/ filter", "Enter open", "Tab next agent"],
  taskHints: ["q quit", "Esc back", "up/down scroll"],
  helpTitle: "Keys",
  help: [
    ["up, down, k, j", "choose a line"],
    ["PgUp, PgDn, Home, End", "go further"],
    ["Tab, Shift-Tab", "the next agent, the one before"],
    ["Enter", "on an agent: show its tasks, or hide them; on a task: open it"],
    ["right, left", "show the tasks of an agent, hide them"],
    ["o", "open the task of the line"],
    ["/", "show only agents and tasks with a text in their names"],
    ["Esc", "go back; away with the filter"],
    ["Ctrl-L", "draw anew"],
    ["q, Ctrl-C", "quit"],
  ],
  filter: "filter: ",
  filterHints: ["Enter keep", "Esc clear"],
  states: { waiting: "waiting", ready: "ready", running: "running", failed: "failed", done_today: "done today" },
  moreTasks: (count, agent) => `... and ${count} more: agent-tasks list --agent ${agent}`,
  nothingFound: "Nothing has that in its name.",
  loading: "Reading ...",
};
