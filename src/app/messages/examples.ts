import type { CommandName } from "./help.ts";

/** What stands in quotes in the examples, in one language. */
export interface ExampleWords {
  readonly task: string;
  readonly nightly: string;
  readonly result: string;
  readonly error: string;
  readonly reason: string;
  readonly note: string;
  readonly hold: string;
}

export interface Examples {
  /** The first things to type. */
  readonly first: readonly string[];
  readonly commands: Readonly<Record<CommandName, readonly string[]>>;
}

/** The examples of the help, with the words of a language. */
export function examplesWith(words: ExampleWords): Examples {
  return { first: firstExamples(words), commands: examplesOfCommands(words) };
}

function firstExamples({ task, result }: ExampleWords): readonly string[] {
  return [
    `agent-tasks create --agent coder --name "${task}" --priority 8`,
    "agent-tasks start --agent coder",
    `agent-tasks complete --agent coder --result "${result}"`,
    "agent-tasks list --agent coder",
  ];
}

function examplesOfCommands({ task, nightly, result, error, reason, note, hold }: ExampleWords): Examples["commands"] {
  return {
    create: [
      `agent-tasks create --agent coder --name "${task}" --priority 8 --description @report.md`,
      `agent-tasks create --agent coder --name "${nightly}" --key nightly-2026-04-10`,
      `agent-tasks create --agent coder --name "${nightly}" --max-attempts 3 --retry-delay 5m --lease 1h`,
      "agent-tasks create --agent coder --input @tasks.jsonl",
    ],
    start: [
      "agent-tasks start --agent coder",
      "agent-tasks start --agent coder --resume",
      "agent-tasks start --agent coder --task-id task-007",
    ],
    complete: [
      `agent-tasks complete --agent coder --task-id task-007 --result "${result}"`,
      "agent-tasks complete --agent coder --task-id task-007 --attempt 1 --result @report.md",
    ],
    fail: [
      `agent-tasks fail --agent coder --task-id task-007 --attempt 1 --error "${error}"`,
      "agent-tasks fail --agent coder --task-id task-007 --final --error @build.log",
    ],
    list: ["agent-tasks list --agent coder", "agent-tasks list --agent coder --limit 5 --fields id,name,status"],
    "list-all": ["agent-tasks list-all", "agent-tasks list-all --output table"],
    get: ["agent-tasks get --task-id task-007"],
    why: ["agent-tasks why --task-id task-007"],
    query: [
      "agent-tasks query --status failed --from 2026-04-01",
      "agent-tasks query --agent coder --status completed --by finished --from 2026-04-09 --to 2026-04-09",
    ],
    graph: [
      "agent-tasks graph",
      "agent-tasks graph --task-id task-007 --format text",
      "agent-tasks graph --group v2 --format mermaid",
    ],
    history: ["agent-tasks history --agent coder --limit 3", "agent-tasks history --agent coder --month 2026-04"],
    board: [
      "agent-tasks board",
      "agent-tasks board --group v2 --stale 30m",
      "agent-tasks board --all",
      "agent-tasks board --watch",
    ],
    stats: ["agent-tasks stats", "agent-tasks stats --agent coder --since 7d"],
    log: [
      "agent-tasks log --limit 50",
      "agent-tasks log --agent coder --action fail --since 2d",
      "agent-tasks log --task-id task-007 --full",
      "agent-tasks log --follow",
    ],
    watch: [
      "agent-tasks watch",
      "agent-tasks watch --agent coder --action complete",
      "agent-tasks watch --since 1234",
      "agent-tasks watch --ready --agent coder",
    ],
    wait: [
      "agent-tasks wait --task-id task-007",
      "agent-tasks wait --task-id task-007,task-008 --for ended --timeout 10m",
    ],
    cancel: [
      `agent-tasks cancel --agent coder --task-id task-007 --reason "${reason}"`,
      "agent-tasks cancel --group v2 --dry-run",
      "agent-tasks cancel --group v2 --yes",
    ],
    retry: ["agent-tasks retry --agent coder --task-id task-007"],
    check: ["agent-tasks check --agent coder", "agent-tasks check --agent coder --exit-code"],
    note: [`agent-tasks note --agent coder --message "${note}" --progress 40`],
    renew: ["agent-tasks renew --agent coder --task-id task-007 --attempt 1"],
    resume: ["agent-tasks resume --agent coder"],
    edit: [
      "agent-tasks edit --agent coder --task-id task-007 --priority 9 --due 2d",
      `agent-tasks edit --agent coder --task-id task-007 --metadata '{"ticket":"LOGIN-7","draft":null}'`,
    ],
    move: ["agent-tasks move --agent coder --task-id task-007 --to-agent reviewer"],
    hold: [
      `agent-tasks hold --agent coder --reason "${hold}"`,
      "agent-tasks hold --agent coder --task-id task-007",
      `agent-tasks hold --group v2 --reason "${hold}" --yes`,
    ],
    release: [
      "agent-tasks release --agent coder",
      "agent-tasks release --agent coder --task-id task-007",
      "agent-tasks release --group v2 --yes",
    ],
    restore: ["agent-tasks restore --agent coder --task-id task-007"],
    export: [
      "agent-tasks export --file tasks.json",
      "agent-tasks export --agent coder --since 7d --format csv --file week.csv",
      "agent-tasks export --format md",
    ],
    import: [
      "agent-tasks import --file tasks.json --dry-run",
      "agent-tasks import --file tasks.json --yes",
      "agent-tasks import --file /srv/old/agent-tasks --agent coder --mode skip --yes",
    ],
    validate: ["agent-tasks validate --file tasks.json"],
    doctor: ["agent-tasks doctor", "agent-tasks doctor --repair --dry-run", "agent-tasks doctor --stale 4h"],
    purge: ["agent-tasks purge --older-than 90d --dry-run", "agent-tasks purge --older-than 90d --yes"],
    where: ["agent-tasks where", "agent-tasks where --root /srv/agent-tasks"],
    config: ["agent-tasks config list", "agent-tasks config set lang zh"],
    prime: ["agent-tasks prime --agent coder"],
    completion: [
      "source <(agent-tasks completion bash)",
      "source <(agent-tasks completion zsh)",
      "agent-tasks completion fish | source",
    ],
    demo: ["agent-tasks demo", "agent-tasks demo --into ./demo --lang zh"],
    schema: ["agent-tasks schema create"],
  };
}
