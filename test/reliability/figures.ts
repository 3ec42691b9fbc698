import { appendFileSync } from "node:fs";
import { report } from "../helpers/report.ts";

/** Adds to the figures of the last line of `npm run test:reliability`, and says it at once. */
export function count(what: string, number: number, about: string): void {
  report(`${about}: ${number} ${what}`);
  const file = process.env["AGENT_TASKS_TEST_FIGURES"];
  if (file) appendFileSync(file, `${JSON.stringify({ what, number })}\n`);
}
