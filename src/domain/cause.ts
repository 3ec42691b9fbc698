import { cutText } from "./cut-text.ts";

/** So much of a text is looked at. */
const READ_LENGTH = 2000;

const CAUSE_LENGTH = 160;

/**
 * What differs from one failure to the next of the same cause, in the order in which it is looked for: what is quoted may
 * hold anything, a time has numbers in it, and so on. Each form reads a text once, however long it is.
 */
const VARYING: readonly (readonly [RegExp, string])[] = [
  [
    /"[^"]*"|\u201c[^\u201d]*\u201d|`[^`]*`|\u300c[^\u300d]*\u300d|(?<![\p{L}\p{N}])'[^']*'(?![\p{L}\p{N}])/gu,
    "<text>",
  ],
  [
    /\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:[.,]\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)?)?|\b\d\d?:\d\d:\d\d(?:[.,]\d{1,9})?/g,
    "<time>",
  ],
  [/\b[a-z][a-z+.-]{1,20}:\/\/[^\s<>"')\]]+/gi, "<url>"],
  [/(?<![\w.~/\\-])(?:~|\.{1,2})?\/[\w.@~+%-][^\s:,;"'()<>]*|\b[A-Za-z]:\\[^\s:,;"'()<>]+/g, "<path>"],
  [/(?<![\w.@/-])[\w.@-]{1,100}(?:\/[\w.@-]{1,100})*\/[\w@-][\w.@-]*\.[a-z]\w{0,9}\b/gi, "<path>"],
  [/\b(?:0x[\da-f]+|[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}|(?=\d*[a-f])(?=[a-f]*\d)[\da-f]{6,})\b/gi, "<id>"],
  [/(?<![\w-])[a-z]{1,30}[_-](?=[a-z_-]{0,60}\d)[\w-]+/gi, "<id>"],
  [/(?<![A-Z\d])\d+(?:[.,:]\d+)*/g, "<number>"],
];

/** The cause of a failure: the first line of what was said of it, with a placeholder for what varies; "" if nothing was said. */
export function causeOf(error: string): string {
  const [line = ""] = /\S.*/.exec(error.slice(0, READ_LENGTH)) ?? [];
  const masked = VARYING.reduce((text, [form, placeholder]) => text.replace(form, placeholder), line.trim());
  return cutText(masked.replace(/\s+/g, " "), CAUSE_LENGTH);
}
