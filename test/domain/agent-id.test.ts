import { expect, test } from "vitest";
import { isAgentId, matchAgent, newAgentId } from "../../src/domain/agent-id.ts";
import { refusal } from "../helpers/refusal.ts";

test("a new agent's id is its name in lower case", () => {
  expect(newAgentId("Agent-Coder_2")).toBe("agent-coder_2");
  expect(newAgentId("a".repeat(64))).toHaveLength(64);
});

test.each(["", "-rf", "_a", "a b", "../../x", "a/b", "a.b", "小明", "\u212aelvin", "a\0", "a\n", "a".repeat(65)])(
  "%j cannot be a new agent",
  async (name) => {
    expect(isAgentId(name)).toBe(false);
    expect(await refusal(() => newAgentId(name))).toMatchObject({ facts: { problem: "not_an_agent_id", given: name } });
  },
);

test("an existing folder is found in any case, and under its exact name first", () => {
  expect(matchAgent("ANNA", ["Anna", "bob"])).toBe("Anna");
  expect(matchAgent("anna", ["Anna", "anna"])).toBe("anna");
  expect(matchAgent("小明", ["小明"])).toBe("小明");
  expect(matchAgent("nobody", ["Anna"])).toBeUndefined();
});

test("a name that fits several folders only by case is ambiguous", async () => {
  expect(await refusal(() => matchAgent("ANNA", ["anna", "Anna"]))).toEqual({
    code: "AGENT_AMBIGUOUS",
    facts: { agent: "ANNA", candidates: ["Anna", "anna"] },
  });
});
