import { doctor as doctorOperation } from "../../app/doctor.ts";
import { openFindingWords } from "../../app/messages/open-messages.ts";
import { defineCommand } from "../command.ts";
import { EXIT_STATUS } from "../exit-codes.ts";

export const doctor = defineCommand({
  operation: doctorOperation,
  group: "care",
  hasDefaultAgent: false,
  isConfigOptional: true,
  flags: [{ parameter: "repair" }, { parameter: "stale", value: "<time>" }],
  progress: "looking",
  exitStatus: ({ sound }) => (sound ? 0 : EXIT_STATUS.STORE_CORRUPT),
  json: (result) => result,
  plain: ({ findings }) =>
    findings.map(({ severity, problem, what, repaired }) => [repaired ? "mended" : severity, problem, what]),
  text: async (result, { lang, view }) => {
    const [{ doctorPage }, words] = await Promise.all([import("../output/doctor-page.ts"), openFindingWords(lang)]);
    return doctorPage(words, result, view?.palette);
  },
});
