import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import { COMMANDS } from "../../src/cli/commands.ts";
import { commandLine } from "../helpers/command-line.ts";

describe("schema", () => {
  test.each(COMMANDS.map(({ operation }) => operation.name))(
    "%s has one, of what it takes and prints",
    async (name) => {
      const { json } = await commandLine().run("schema", name);
      const ajv = new Ajv2020({ validateFormats: false });
      for (const part of ["input", "output", "error"]) expect(ajv.validateSchema(json[part] as object)).toBe(true);
      const { properties } = json["input"] as { properties: Record<string, { description?: string }> };
      expect(Object.values(properties).filter(({ description }) => !description)).toEqual([]);
    },
  );

  test.each([
    ["create", { name: "x" }, true],
    ["create", { input: [{ name: "x", priority: "P1" }] }, true],
    ["create", { agent: "coder" }, false],
    ["create", { name: "x", priority: 11 }, false],
    ["create", { name: " " }, false],
    ["create", { name: "x", titel: "y" }, false],
    ["create", { name: "x", input: [{ name: "y" }] }, false],
    ["create", { name: "x", operator: "o".repeat(201) }, false],
    ["create", { name: "x", operator: " " }, false],
    ["create", { name: "x", priority: "05" }, true],
    ["create", { name: "x", key: "k", metadata: { a: 1 }, dry_run: true }, true],
    ["get", {}, false],
    ["get", { task_id: "../x" }, false],
    ["query", { status: "done" }, false],
    ["query", { status: "failed", from: "2026-04-01", limit: 3, fields: "id,name" }, true],
    ["fail", { task_id: "task-001" }, false],
    ["cancel", {}, false],
    ["cancel", { group: "g", yes: true, reason: "no" }, true],
    ["cancel", { group: "g", task_id: "task-001", yes: true }, false],
    ["hold", { group: "g", task_id: "task-001", yes: true }, false],
    ["release", { group: "g", yes: true }, true],
    ["graph", { group: "g", tag: "x", format: "json" }, true],
  ])("%s: that %j is taken is %s, by the schema and by the command", async (name, input, isTaken) => {
    const around = commandLine({ input: JSON.stringify("input" in input ? input.input : "") });
    const { json } = await around.run("schema", name);
    expect(new Ajv2020().compile(json["input"] as object)(input)).toBe(isTaken);
    const flags = Object.entries({ ...input, agent: "coder" }).flatMap(([key, value]) => {
      const flag = `--${key.replaceAll("_", "-")}`;
      if (value === true) return [flag];
      return [`${flag}=${key === "input" ? "-" : typeof value === "string" ? value : JSON.stringify(value)}`];
    });
    const { json: answer } = await around.run(name, ...flags);
    expect(answer["code"] === "INVALID_PARAMS").toBe(!isTaken);
  });
});
