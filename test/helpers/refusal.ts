import { TaskListError } from "../../src/domain/errors.ts";

/** What a call was refused with: its code and facts. Fails if it was not refused. */
export async function refusal(work: () => unknown): Promise<{ code: string; facts: Record<string, unknown> }> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof TaskListError)) throw error;
    return { code: error.code, facts: { ...error.facts } };
  }
  throw new Error("it was not refused");
}
