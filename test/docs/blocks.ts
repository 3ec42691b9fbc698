import { projectFile } from "../helpers/project.ts";

/** A block of code in a page. */
export interface Block {
  readonly language: string;
  /** The `##` heading that it stands under. */
  readonly heading: string;
  readonly text: string;
}

/** The blocks of a page, in their order. A block that is indented in a list loses its indent. */
export function blocksOf(page: string): readonly Block[] {
  const text = projectFile(page);
  return [...text.matchAll(/^( *)```(\w+)\n([^]*?)^\1```$/gm)].map((match) => {
    const [, indent = "", language = "", content = ""] = match;
    const headings = [...text.slice(0, match.index).matchAll(/^## (.*)$/gm)];
    return {
      language,
      heading: headings.at(-1)?.[1] ?? "",
      text: content.replaceAll(new RegExp(`^${indent}`, "gm"), ""),
    };
  });
}

/** The commands of a `console` block, each with what it prints. */
export function callsOf({ text }: Block): readonly { readonly command: string; readonly output: string }[] {
  return text
    .split(/^\$ /m)
    .slice(1)
    .map((part) => {
      const end = part.indexOf("\n");
      return { command: part.slice(0, end), output: part.slice(end + 1) };
    });
}
