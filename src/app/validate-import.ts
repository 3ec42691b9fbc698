import { countBy } from "./count-by-agent.ts";
import { type ImportSource, importSource, openParcel } from "./import-source.ts";
import { optional, required } from "./input.ts";
import { type AgentCount } from "./count-by-agent.ts";
import { PARCEL_SEVERITIES, type ParcelKind, type ParcelProblem, isFatal } from "../domain/parcel.ts";
import { type App, defineOperation } from "./operation.ts";
import { agentName } from "./readers.ts";
import type { Warned } from "./warning.ts";

/** A problem, and whether it keeps the file from being imported. */
export interface ToldProblem extends ParcelProblem {
  readonly severity: "error" | "warning";
}

export interface ValidateResult extends Warned {
  /** Whether it can be imported. */
  readonly valid: boolean;
  readonly format: ParcelKind;
  readonly tasks: number;
  readonly agents: readonly AgentCount[];
  readonly problems: readonly ToldProblem[];
}

const input = { file: required(importSource), agent: optional(agentName) };

/** Says of a file what an import would say of it, whatever root there is. */
export const validateImport = defineOperation({
  name: "validate",
  isChange: false,
  input,
  run: (app, { file, agent }) => validate(app, file, agent),
});

async function validate(app: App, source: ImportSource, agent: string | undefined): Promise<ValidateResult> {
  const { parcel, problems } = await openParcel(app, source, agent);
  return {
    valid: !problems.some(isFatal),
    format: parcel.kind,
    tasks: parcel.tasks.length,
    agents: countBy(parcel.tasks.map(({ task }) => task)),
    problems: toldProblems(problems),
  };
}

export function toldProblems(problems: readonly ParcelProblem[]): readonly ToldProblem[] {
  return problems.map((each) => ({ severity: PARCEL_SEVERITIES[each.problem], ...each }));
}
