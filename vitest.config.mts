import { defineConfig } from "vitest/config";

const environment = { AGENT_TASKS_ROOT: "", AGENT_TASKS_AGENT: "", NODE_EXTRA_CA_CERTS: "" };

export default defineConfig({
  test: {
    coverage: {
      include: ["src/**"],
      // The real process, and its terminal: test/bin and test/terminal run them, where no coverage is taken.
      exclude: ["src/cli/shell.ts", "src/cli/board/terminal.ts"],
      reporter: ["text-summary"],
      thresholds: { statements: 90, branches: 84, functions: 90 },
    },
    projects: [
      {
        test: {
          name: "unit",
          include: ["test/**/*.test.ts"],
          exclude: ["test/reliability/**", "test/package/**", "test/terminal/**"],
          env: environment,
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: "terminal",
          include: ["test/terminal/**/*.test.ts"],
          env: environment,
          testTimeout: 120_000,
        },
      },
      {
        test: {
          name: "package",
          include: ["test/package/**/*.test.ts"],
          env: environment,
          testTimeout: 120_000,
        },
      },
      {
        test: {
          name: "reliability",
          include: ["test/reliability/**/*.test.ts"],
          env: environment,
          testTimeout: 600_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
