import type { Help } from "commander";
import { widthOf } from "./output/width.ts";
import { wrapped } from "./output/wrap.ts";

/** Less than that beside a name is hard to read: what is said of it then stands below. */
const LEAST_BESIDE = 40;

/** How commander lays out its help in so many columns: it would count characters, and let what is long stand out. */
export function helpLayout(width: number): Partial<Help> {
  const inBox = (text: string, indent: string) => wrapped(text, width - indent.length).join(`\n${indent}`);
  return {
    displayWidth: widthOf,
    boxWrap: (text, columns) => wrapped(text, columns).join("\n"),
    styleUsage: (usage) => inBox(usage, " ".repeat("Usage: ".length)),
    formatItem: (term, termWidth, description) => {
      if (description === "") return `  ${term}`;
      const beside = `  ${term}${" ".repeat(termWidth - widthOf(term))}  `;
      if (width - widthOf(beside) >= LEAST_BESIDE) return beside + inBox(description, " ".repeat(termWidth + 4));
      const below = " ".repeat(6);
      return `  ${term}\n${below}${inBox(description, below)}`;
    },
  };
}
