import { expect, test } from "vitest";
import { memoryStore } from "../../src/store/memory.ts";
import { add } from "../helpers/changes.ts";
import { storeContract } from "./contract.ts";
import { linksContract } from "./links-contract.ts";
import { outcomesContract } from "./outcomes-contract.ts";

storeContract(memoryStore);
linksContract(memoryStore);
outcomesContract(memoryStore);

// They come in the order in which they were made, which is not what the interface promises.
test("queues come in the order of their ids", async () => {
  const store = memoryStore();
  await add(store, "bob");
  await add(store, "ann");
  expect((await store.agents()).map(({ agent_id }) => agent_id)).toEqual(["ann", "bob"]);
});
