import type { DoctorResult, ToldFinding } from "../../app/doctor.ts";
import type { FindingWords } from "../../app/messages/finding-words.ts";
import { quoted } from "../../app/messages/quoted.ts";
import { visible } from "../../app/messages/visible.ts";
import { aligned } from "./grid.ts";
import { type Paint, type Palette, paletteOf } from "./palette.ts";

/** What is wrong with a root, for a person. */
export function doctorPage(words: FindingWords, result: DoctorResult, palette = paletteOf(false)): string {
  const { labels, next } = words;
  const { root, agent, node, findings, notes, busy, saved = [], rebuilt = [], renumbered = [], lost = [] } = result;
  const rows = [...findings, ...notes];
  const lines = [
    ...aligned([
      [labels.root, `${visible(root.value)} (${root.origin})`],
      [labels.agent, agent.value === null ? "-" : `${visible(agent.value)} (${agent.origin})`],
      [labels.node, node],
      [labels.lock, lockOf(words, result)],
    ]),
    "",
    ...painted(aligned(rows.flatMap((finding) => rowsOf(words, finding))), rows, palette),
    ...(rows.length > 0 ? [""] : []),
    ...rebuilt.map(({ agent_id, tasks, missing }) => words.rebuilt(visible(agent_id), tasks, missing)),
    ...renumbered.map(({ agent_id, from, to }) => words.renumbered(visible(agent_id), from, to)),
    ...lost.map(({ agent_id, task_id }) => words.lost(visible(agent_id), task_id)),
    ...saved.map((path) => words.saved(visible(path))),
    ...(busy ? [words.busy] : []),
    palette.strong(verdictOf(words, result)),
    ...(findings.some(({ repaired }) => repaired === undefined) ? [next] : []),
  ];
  return `${lines.join("\n")}\n`;
}

/** The first line of each finding by how bad it is, the second, which says what a repair does, faint. */
function painted(lines: readonly string[], findings: readonly ToldFinding[], palette: Palette): readonly string[] {
  return lines.map((line, position) => {
    const finding = findings[Math.floor(position / 2)];
    return position % 2 === 0 && finding ? paintOf(finding, palette)(line) : palette.faint(line);
  });
}

function paintOf({ severity, repaired }: ToldFinding, { state, warning }: Palette): Paint {
  if (repaired) return state.completed;
  if (severity === "note") return state.pending;
  return severity === "warning" ? warning : state.failed;
}

function rowsOf(
  words: FindingWords,
  { severity, what, repair, repaired }: ToldFinding,
): readonly (readonly string[])[] {
  const { labels, severities } = words;
  const state = repaired === undefined ? severities[severity] : repaired ? labels.mended : labels.left;
  return [
    [state, visible(what)],
    ["", `${labels.repair}${visible(repair)}`],
  ];
}

function lockOf({ free, held }: FindingWords, { lock }: DoctorResult): string {
  if (!lock) return free;
  return held(lock.pid === null ? "?" : String(lock.pid), quoted(lock.command ?? "?"), lock.held_ms);
}

function verdictOf({ sound, found, repaired }: FindingWords, { findings }: DoctorResult): string {
  if (findings.length === 0) return sound;
  const isRepair = findings.some((finding) => finding.repaired !== undefined);
  const mended = findings.filter((finding) => finding.repaired).length;
  return isRepair ? repaired(mended, findings.length - mended) : found(findings.length);
}
