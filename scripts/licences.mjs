import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { project } from "./bundling.mjs";

/** The licences of the packages whose code stands in a bundle: their authors ask that these go with it. */
export function licencesOf({ inputs }) {
  const packages = new Set(
    Object.keys(inputs).flatMap((path) => /^.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.slice(0, 1) ?? []),
  );
  const licences = [...packages].toSorted().map((path) => licenceOf(join(project, path)));
  return licences.join(`\n${"-".repeat(80)}\n\n`);
}

function licenceOf(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const file = readdirSync(folder).find((each) => /^licen[cs]e/i.test(each));
  if (!file) throw new Error(`${name} has no licence file`);
  return `${name} ${version} (${license})\n\n${readFileSync(join(folder, file), "utf8").trim()}\n`;
}
