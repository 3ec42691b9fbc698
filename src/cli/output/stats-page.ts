import { openStatsWords } from "../../app/messages/open-stats-words.ts";
import type { StatsWords } from "../../app/messages/stats-words.ts";
import type { Language } from "../../app/settings.ts";
import type { StatsResult } from "../../app/show-stats.ts";
import type { EndCounts, Flow } from "../../domain/period-stats.ts";
import { formatDuration, successRate } from "../../domain/stats.ts";
import { sumOf } from "../../domain/totals.ts";
import type { GivenFlags } from "../command.ts";
import { dayBars } from "./day-bars.ts";
import { type Cell, type Column, countCell, gridLines } from "./grid.ts";
import { timeText } from "./times.ts";
import type { View } from "./view.ts";
import { cutTo, shown } from "./width.ts";

/** What the parts of the page are made of. */
interface Page {
  readonly result: StatsResult;
  readonly words: StatsWords;
  readonly view: View;
  readonly ended: EndCounts;
}

const NONE: EndCounts = { completed: 0, failed: 0, cancelled: 0 };

/** How the work of a period went, for a person: in all and by agent, by day, and why attempts failed. Undefined without tasks. */
export async function statsPage(
  result: StatsResult,
  { view, lang, flags }: { readonly view: View; readonly lang: Language; readonly flags: GivenFlags },
): Promise<string | undefined> {
  const words = await openStatsWords(lang);
  const { total, throughput, failures, agents } = result;
  const isSince = flags["since"] !== undefined;
  if (total.all === 0 && !isSince) return undefined;
  const ended = isSince ? total : sumOf(NONE, agents ?? throughput);
  const page = { result, words, view, ended };
  const hasEnded = ended.completed + ended.failed + ended.cancelled > 0;
  return [
    headLines(page, isSince),
    hasEnded ? agentLines(page) : [words.noneEnded],
    hasEnded ? dayBars({ days: throughput, words, view }) : [],
    failures.length > 0 ? causeLines(page) : [],
  ]
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n");
}

function headLines({ result, words, view }: Page, isSince: boolean): readonly string[] {
  const { agent_id, period, total } = result;
  const times = view.times === "utc" ? "utc" : "absolute";
  const clock = (stamp: string) => timeText(stamp, { ...view, times }).replace(/:\d\d(?=Z?$)/, "");
  const who = agent_id === null ? words.allAgents : shown(agent_id);
  const title = words.title(who, clock(period.from), clock(period.to));
  const open = words.open(total.current, total.pending);
  return [
    view.palette.strong(cutTo(title, view.width)),
    cutTo(open, view.width),
    ...(isSince ? [] : [cutTo(words.ever(total), view.width)]),
  ];
}

/** All together, then each agent; one alone where there is but one. */
function agentLines({ result, words, view, ended }: Page): readonly string[] {
  const { agents = [], agent_id } = result;
  const all = { ...result, ...ended };
  const { columns: titles } = words;
  const columns = [
    { title: titles.agent, least: 8 },
    right(titles.done),
    right(titles.failed),
    right(titles.cancelled, 4),
    right(titles.rate, 1),
    right(titles.mean, 5),
    right(titles.p50, 2),
    right(titles.p95, 3),
    right(titles.wait_p50, 6),
    right(titles.wait_p95, 7),
  ];
  const rows = [
    ...(agents.length === 1 ? [] : [flowCells(agent_id ?? words.all, all, view)]),
    ...agents.map((agent) => flowCells(agent.agent_id, agent, view)),
  ];
  return gridLines({ columns, rows, width: view.width, palette: view.palette });
}

function right(title: string, leaves?: number): Column {
  return { title, align: "right", ...(leaves !== undefined && { leaves }) };
}

function flowCells(name: string, flow: EndCounts & Flow, { palette }: View): readonly Cell[] {
  const { completed, failed, cancelled, completion, waiting } = flow;
  const rate = completed + failed === 0 ? "-" : `${Math.round(successRate(flow) * 100)}%`;
  const count = (number: number, paint = palette.strong) => countCell(number, paint, palette);
  const times = [completion.mean_ms, completion.p50_ms, completion.p95_ms, waiting.p50_ms, waiting.p95_ms];
  return [
    { text: name },
    count(completed, palette.state.completed),
    count(failed, palette.state.failed),
    count(cancelled),
    { text: rate },
    ...times.map((ms) => ({ text: durationText(ms) })),
  ];
}

function causeLines({ result, words, view }: Page): readonly string[] {
  const { failures, other_failures } = result;
  const { columns: titles } = words;
  const { palette, width } = view;
  const columns: readonly Column[] = [
    { title: titles.count, align: "right" },
    { title: titles.cause, least: 16 },
    { title: titles.last_task },
    { title: titles.when, leaves: 1 },
  ];
  const rows = failures.map(({ cause, count, last_task_id, last_at }): readonly Cell[] => [
    { text: String(count), paint: palette.state.failed },
    cause === "" ? { text: words.noCause, paint: palette.faint } : { text: cause },
    { text: last_task_id },
    { text: timeText(last_at, view), paint: palette.faint },
  ]);
  const others = other_failures === 0 ? [] : [palette.faint(words.others(other_failures))];
  return [palette.strong(words.causes), ...gridLines({ columns, rows, width, palette }), ...others];
}

function durationText(ms: number | null): string {
  if (ms === null) return "-";
  return ms < 1000 ? `${ms}ms` : formatDuration(ms);
}
