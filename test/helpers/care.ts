import { fileCare } from "../../src/store/file/doctor/care.ts";
import type { StoreCare } from "../../src/store/store-care.ts";

/** Looks after a root as the command line does. */
export function careOf(root: string, keepFinished = 20): StoreCare {
  return fileCare(root, { lockTimeoutMs: 1000, keepFinished, command: "doctor" });
}

/** What is wrong with a root: the kinds of it, each once. */
export async function problemsOf(root: string, keepFinished?: number): Promise<readonly string[]> {
  const { findings } = await careOf(root, keepFinished).examine();
  return [...new Set(findings.map(({ problem }) => problem))].toSorted();
}
