import type { Finding } from "../../../domain/finding.ts";
import type { Survey } from "./survey.ts";

/** What is wrong with the lines of the journal. */
export function checkJournal({ journals }: Survey): readonly Finding[] {
  return journals.flatMap(({ path, tornBytes, strangeLines }): readonly Finding[] => [
    ...(strangeLines > 0 ? [{ problem: "journal_line_unreadable", path, count: strangeLines } as const] : []),
    ...(tornBytes > 0 ? [{ problem: "journal_torn", path, count: tornBytes } as const] : []),
  ]);
}
