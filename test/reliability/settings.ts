/** What `npm run test:reliability -- --seed 7 --long` asks for: see scripts/reliability.mjs. */

/** What random choices begin with: the same seed makes the same choices. */
export const SEED = Number(process.env["AGENT_TASKS_TEST_SEED"] ?? 1);

/** Whether there is time for everything, not only for what a push can wait for. */
export const IS_LONG = process.env["AGENT_TASKS_TEST_LONG"] === "1";
