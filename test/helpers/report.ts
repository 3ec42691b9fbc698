/** Says a figure in the test's output, where a bare pass would not say how much was tried. */
export function report(line: string): void {
  process.stdout.write(`  ${line}\n`);
}
