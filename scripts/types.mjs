// The types of the library, bundled into one file of declarations.
//
// The types of stored records are inferred from zod schemas. A user of the library has no zod, so those are written out,
// each field with the description that its schema gives it.

import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { rollup } from "rollup";
import { dts } from "rollup-plugin-dts";
import ts from "typescript";
import { project } from "./bundling.mjs";

/** The declarations of what `entry` exports. */
export async function typesOf(entry) {
  return withoutZod(await bundled(entry));
}

async function bundled(entry) {
  const bundle = await rollup({ input: entry, plugins: [dts()], external: ["zod"] });
  const { output } = await bundle.generate({ format: "es" });
  return output[0].code;
}

/** Writes out each type that is inferred from a schema, and leaves the schemas away. */
function withoutZod(text) {
  const file = join(project, "src", "index.d.ts"); // only in memory: from there zod is found
  const host = ts.createCompilerHost({});
  host.readFile = (path) => (path === file ? text : ts.sys.readFile(path));
  const options = { strict: true, skipLibCheck: true, module: ts.ModuleKind.Node16, target: ts.ScriptTarget.ES2023 };
  const program = ts.createProgram([file], options, host);
  const checker = program.getTypeChecker();
  const taskSchema = schemaOfTask();
  const statements = program.getSourceFile(file).statements;
  const inferred = new Set(statements.filter(isInferred).map(({ name }) => name.text));
  const isSchema = (node) =>
    ts.isVariableStatement(node) && node.declarationList.declarations.every(({ name }) => inferred.has(name.text));
  const kept = statements.flatMap((node) => {
    if (ts.isImportDeclaration(node) || isSchema(node)) return [];
    return [isInferred(node) ? writtenOut(checker, node, taskSchema) : node.getFullText().trim()];
  });
  const left = kept.join("\n\n");
  if (/\bz\./.test(left)) throw new Error("the types of the library still need zod");
  // A schema is not exported as a value.
  return `${left.replace(/^export \{([^}]*)\};$/m, (_, names) => exported(names, inferred))}\n`;
}

function isInferred(node) {
  return ts.isTypeAliasDeclaration(node) && node.type.getText().includes("z.infer");
}

function writtenOut(checker, { name }, taskSchema) {
  const type = checker.getTypeAtLocation(name);
  const print = (each) => checker.typeToString(each, undefined, ts.TypeFormatFlags.NoTruncation);
  if (type.isUnion()) return `type ${name.text} = ${type.types.map(print).join(" | ")};`;
  const descriptions = descriptionsOf(name.text, taskSchema);
  const fields = checker.getPropertiesOfType(type).map((property) => {
    const optional = property.flags & ts.SymbolFlags.Optional ? "?" : "";
    const text = print(checker.getTypeOfSymbol(property)).replace(/\{.*\}\[\]/s, `${RECORDS[property.name]}[]`);
    const description = descriptions[property.name];
    if (text.includes("{") || description === undefined) throw new Error(`${name.text}.${property.name} has changed`);
    return `${comment(description)}    readonly ${property.name}${optional}: ${text};\n`;
  });
  return `interface ${name.text} {\n${fields.join("")}    /** Fields of other programs are kept. */\n    readonly [field: string]: unknown;\n}`;
}

/** A description says when a field is there, and what it holds: "always: ...", "it has failed: how often". */
function comment(description) {
  const text = description.startsWith("always") ? description.slice("always: ".length) : `If ${description}`;
  return text === "" || text.includes("likewise") ? "" : `    /** ${text[0].toUpperCase()}${text.slice(1)}. */\n`;
}

/** Records in records have names of their own, by the fields that hold them. */
const RECORDS = { attempts: "Attempt", notes: "Note" };

/** What the program says of the fields of a record. */
function descriptionsOf(name, taskSchema) {
  const attempt = itemsOf(taskSchema, "attempts");
  const record = { Task: taskSchema, Attempt: attempt, Note: itemsOf(attempt, "notes") }[name];
  return Object.fromEntries(Object.entries(record.properties).map(([field, { description }]) => [field, description]));
}

/** The records in a list of a record. */
function itemsOf(record, field) {
  return record.properties[field].anyOf.find(({ items }) => items).items;
}

/** The JSON Schema of a task. */
function schemaOfTask() {
  const bin = join(project, "bin", "agent-tasks.js");
  const { stdout, stderr } = spawnSync(process.execPath, [bin, "schema", "start", "--output", "json"], {
    encoding: "utf8",
  });
  if (!stdout.startsWith("{")) throw new Error(`npm run build comes first: ${stderr}`);
  return JSON.parse(stdout).output.$defs.task;
}

function exported(names, inferred) {
  const isType = (name) => inferred.has(name.trim());
  const [types, values] = [names.split(",").filter(isType), names.split(",").filter((name) => !isType(name))];
  return `export {${values.join(",")}};\nexport type {${types.join(",")} };`;
}
