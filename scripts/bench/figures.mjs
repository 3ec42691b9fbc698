/** One row for each series: its times in ms, and how many times as long as another series it took, round by round. */
export function rowsOf(times, baseOf) {
  return [...times].map(([name, series]) => {
    const baseName = typeof baseOf === "function" ? baseOf(name) : baseOf;
    const base = times.get(baseName);
    const ratios = series.map((ms, round) => ms / base[round]);
    return { name, n: series.length, ms: spread(series), base: baseName, ratio: spread(ratios) };
  });
}

/** The middle of a series, and between which values eight of ten lie. */
export function spread(series) {
  return { median: percentile(series, 0.5), p10: percentile(series, 0.1), p90: percentile(series, 0.9) };
}

export function percentile(series, share) {
  const sorted = series.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
}

/** A Markdown section: a heading, what was done, and the rows. */
export function section({ title, about, rows, facts = [] }) {
  const table = rows?.length > 0 ? [tableOf(rows), ""] : [];
  return [
    `## ${title}`,
    "",
    about,
    "",
    ...table,
    ...facts.map((fact) => `- ${fact}`),
    ...(facts.length > 0 ? [""] : []),
  ].join("\n");
}

function tableOf(rows) {
  const cells = [
    ["", "n", "ms", "ms, 10 % to 90 %", "ratio", "ratio, 10 % to 90 %", "to"],
    ...rows.map(({ name, n, ms, ratio, base }) => [
      name,
      String(n),
      ms.median.toFixed(1),
      `${ms.p10.toFixed(1)} to ${ms.p90.toFixed(1)}`,
      ratio.median.toFixed(2),
      `${ratio.p10.toFixed(2)} to ${ratio.p90.toFixed(2)}`,
      base,
    ]),
  ];
  const widths = cells[0].map((_, column) => Math.max(...cells.map((row) => row[column].length)));
  const line = (row) => `| ${row.map((cell, column) => cell.padEnd(widths[column])).join(" | ")} |`;
  return [
    line(cells[0]),
    `| ${widths.map((width) => "-".repeat(width)).join(" | ")} |`,
    ...cells.slice(1).map(line),
  ].join("\n");
}
