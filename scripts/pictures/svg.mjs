// A screen as an SVG: each run of one look is a text of its own, held to its columns whatever the font.

import { eastAsianWidth } from "get-east-asian-width";

const COLUMN = 8.4;
const LINE = 19;
const MARGIN = 16;
const FONT = "ui-monospace, SFMono-Regular, Menlo, Consolas, 'Noto Sans Mono CJK SC', monospace";

const BACKGROUND = "#0d1117";
const FOREGROUND = "#e6edf3";
/** What terminals call 0 to 7, and their bright kin. */
const COLOURS = ["#484f58", "#ff7b72", "#3fb950", "#d29922", "#58a6ff", "#bc8cff", "#39c5cf", "#b1bac4"];
const BRIGHT = ["#6e7681", "#ffa198", "#56d364", "#e3b341", "#79c0ff", "#d2a8ff", "#56d4dd", "#ffffff"];

// oxlint-disable-next-line no-control-regex
const PARTS = /\u001b\[([\d;]*)m|([^\u001b]+)/g;

/** The picture of a screen. `title` says to those who cannot see it what it shows. */
export function svgOf(screen, { columns, title }) {
  const lines = screen.split("\n");
  const width = Math.ceil(columns * COLUMN + 2 * MARGIN);
  const height = lines.length * LINE + 2 * MARGIN;
  let look = {};
  const texts = lines.flatMap((line, row) => {
    const { runs, look: after } = runsOf(line, look);
    look = after;
    return runs.map((run) => textOf(run, row));
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img">`,
    `<title>${escaped(title)}</title>`,
    `<rect width="100%" height="100%" rx="8" fill="${BACKGROUND}"/>`,
    `<g font-family="${FONT}" font-size="14" fill="${FOREGROUND}" xml:space="preserve">`,
    ...texts,
    "</g>",
    "</svg>",
    "",
  ].join("\n");
}

/** The texts of a line that look alike, with the columns where they begin. A look goes on into the next line. */
function runsOf(line, lookBefore) {
  const runs = [];
  let look = lookBefore;
  let column = 0;
  for (const [, codes, text] of line.matchAll(PARTS)) {
    if (text === undefined) {
      look = lookAfter(look, codes);
      continue;
    }
    // Spaces have nothing to be seen: what lies between them is placed by its own column.
    for (const [part] of text.matchAll(/ {2,}|(?:[^ ]| (?! ))+/g)) {
      for (const piece of ofOneWidth(part)) {
        const width = widthOf(piece);
        if (piece.trim() !== "") runs.push({ text: piece, column, width, look });
        column += width;
      }
    }
  }
  return { runs, look };
}

/** Chinese and Latin apart: stretched together, both would be too wide or too narrow. */
function ofOneWidth(text) {
  const pieces = [];
  let isWideBefore;
  for (const character of text) {
    const isWide = widthOf(character) === 0 ? isWideBefore : widthOf(character) === 2;
    if (isWide === isWideBefore) pieces[pieces.length - 1] += character;
    else pieces.push(character);
    isWideBefore = isWide;
  }
  return pieces;
}

/** What a code changes in how text looks. */
const SWITCHES = {
  1: { isBold: true },
  2: { isFaint: true },
  7: { isInverse: true },
  22: { isBold: false, isFaint: false },
  27: { isInverse: false },
  39: { colour: undefined },
};

/** How text looks behind these codes (ECMA-48, SGR). */
function lookAfter(before, codes) {
  const look = { ...before };
  for (const code of codes.split(";").map(Number)) {
    if (code === 0) for (const name of Object.keys(look)) delete look[name];
    Object.assign(look, SWITCHES[code]);
    if (code >= 30 && code <= 37) look.colour = COLOURS[code - 30];
    if (code >= 90 && code <= 97) look.colour = BRIGHT[code - 90];
  }
  return look;
}

function textOf({ text, column, width, look: { colour, isBold, isFaint, isInverse } }, row) {
  const x = round(MARGIN + column * COLUMN);
  const y = MARGIN + row * LINE;
  const length = round(width * COLUMN);
  const fill = isInverse ? BACKGROUND : colour;
  const style = [fill && ` fill="${fill}"`, isBold && ' font-weight="700"', isFaint && ' fill-opacity="0.65"'].filter(
    Boolean,
  );
  const back = isInverse
    ? `<rect x="${x}" y="${y}" width="${length}" height="${LINE}" fill="${colour ?? FOREGROUND}"/>`
    : "";
  return `${back}<text x="${x}" y="${y + 14}" textLength="${length}"${style.join("")}>${escaped(text)}</text>`;
}

function widthOf(text) {
  return [...text].reduce(
    (sum, character) => sum + (/\p{M}/u.test(character) ? 0 : eastAsianWidth(character.codePointAt(0))),
    0,
  );
}

function escaped(text) {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

function round(number) {
  return Math.round(number * 10) / 10;
}
