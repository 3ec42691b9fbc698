// The layers of ARCHITECTURE.md. Each rule tells the offender what to do; test/house/layers.test.ts plants a violation of each.
"use strict";

const inside = (folder) => ({ path: `^src/${folder}/` });

/** @type {import("dependency-cruiser").IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: "domain-stands-alone",
      comment:
        "The domain is values in, values out. Take clock, files and randomness as arguments: the store brings them.",
      severity: "error",
      from: inside("domain"),
      to: { pathNot: ["^src/domain/", "(^|/)node_modules/(zod|date-fns)/"] },
    },
    {
      name: "store-knows-domain-only",
      comment: "A store keeps what the domain decides. What it needs from a caller comes in through its options.",
      severity: "error",
      from: inside("store"),
      to: { path: "^src/(app|cli|http|mcp|daemon)/" },
    },
    {
      name: "app-opens-stores-in-one-place",
      comment:
        "Operations know the interfaces in store/store.ts and store/store-care.ts, and how a time is written (clock.ts). Only app/open-app.ts reaches a concrete store, by open-store.ts.",
      severity: "error",
      from: { path: "^src/app/", pathNot: "^src/app/open-app\\.ts$" },
      to: { path: "^src/store/", pathNot: "^src/store/(store|store-care|clock)\\.ts$" },
    },
    {
      name: "open-app-goes-through-open-store",
      comment: "Which store a location means is decided in store/open-store.ts.",
      severity: "error",
      from: { path: "^src/app/open-app\\.ts$" },
      to: { path: "^src/store/", pathNot: "^src/store/(store|open-store|dry-run)\\.ts$" },
    },
    {
      name: "app-is-below-the-front-ends",
      comment: "An operation returns facts; how they look is the front end's. Move what both need down into app/.",
      severity: "error",
      from: inside("app"),
      to: { path: "^src/(cli|http|mcp|daemon)/" },
    },
    {
      name: "front-ends-go-through-operations",
      comment: "A front end translates. What it wants from a store is an operation: add one in app/.",
      severity: "error",
      from: { path: "^src/(cli|http|mcp|daemon)/" },
      to: { path: "^src/store/" },
    },
    {
      name: "front-ends-do-not-know-one-another",
      comment: "Move what two front ends share into app/.",
      severity: "error",
      from: { path: "^src/(cli|http|mcp|daemon)/" },
      to: { path: "^src/(cli|http|mcp|daemon)/", pathNot: "^src/$1/" },
    },
    {
      name: "files-have-their-rooms",
      comment:
        "Only store/file touches the data. Elsewhere node:fs has its rooms: the config file (app/config-file.ts, app/write-config.ts), a file that is exported (app/write-export.ts), " +
        "where OpenClaw's folders are (app/openclaw.ts, app/openclaw-skill.ts), and the process's own streams and @file (cli/shell.ts).",
      severity: "error",
      from: {
        path: "^src/",
        pathNot: [
          "^src/store/file/",
          "^src/app/(config-file|write-config|write-export|openclaw|openclaw-skill)\\.ts$",
          "^src/cli/shell\\.ts$",
        ],
      },
      to: { path: "^(node:)?fs(/promises)?$" },
    },
    {
      name: "commander-is-of-the-cli",
      comment: "Parsing a command line is the command line's: give the operation a reader in its `input`.",
      severity: "error",
      from: { path: "^src/", pathNot: "^src/cli/" },
      to: { path: "(^|/)node_modules/commander/" },
    },
    {
      name: "hot-commands-start-without-zod",
      comment: "Schemas are imported as types (`import type`); only what explains a refusal loads them, by import().",
      severity: "error",
      from: { path: "^src/(store|app|cli)/", pathNot: "^src/(store/file/explain-corrupt|cli/schema/outputs)\\.ts$" },
      to: { path: "^src/domain/(task|agent-list|event)\\.ts$", dependencyTypesNot: ["type-only"] },
    },
    {
      name: "no-cycles",
      comment: "Two files that need each other are one idea, or hide a third: give that one a file.",
      severity: "error",
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
    {
      name: "no-drawers",
      comment: "A file bears the name of its idea. What fits nowhere has not been thought through yet.",
      severity: "error",
      from: {},
      to: {
        path: "(^|/)(utils?|helpers?|common|misc|types|index)\\.ts$",
        pathNot: ["^src/index\\.ts$", "(^|/)node_modules/"],
      },
    },
    {
      name: "no-orphan-imports",
      comment: "What is imported must be there, and be declared in package.json.",
      severity: "error",
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: "(^|/)node_modules/" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: { extensions: [".ts", ".js", ".json"] },
  },
};
