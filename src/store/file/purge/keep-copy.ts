import { createHash } from "node:crypto";
import { closeSync, fstatSync, lstatSync } from "node:fs";
import { gunzipSync, gzipSync } from "node:zlib";
import { TaskListError } from "../../../domain/errors.ts";
import type { Layout } from "../layout.ts";
import { syncFolder } from "../new-file.ts";
import { openToRead, readBytes } from "../read-file.ts";
import { accessing } from "../system-error.ts";
import type { Writer } from "../writer.ts";

/** So much text is compressed at a time: in between the lock can be touched. */
const PART_CHARACTERS = 1024 * 1024;

/** A part of the file: each is a gzip file of its own, and together they are one (RFC 1952, 2.2). */
interface Part {
  readonly bytes: Buffer;
  readonly digest: string;
}

/**
 * Keeps lines in `purged/<time>.jsonl.gz`, and reads them back: when it returns they are on disk, whole. Returns its path.
 *
 * @throws IO_ERROR if what is read is not what was written
 * @throws Superseded
 */
export function keepCopy(
  layout: Layout,
  writer: Writer,
  lines: Iterable<string>,
  { time, touch }: { readonly time: Date; readonly touch: () => void },
): string {
  const parts: Part[] = [];
  for (const text of inParts(lines)) {
    touch();
    parts.push({ bytes: gzipSync(text), digest: digestOf(Buffer.from(text)) });
  }
  writer.ensureFolder(layout.purgedCopies);
  const path = freePath(layout, time);
  writer.replaceFile(path, Buffer.concat(parts.map(({ bytes }) => bytes)), { sync: true });
  accessing(layout.purgedCopies, () => syncFolder(layout.purgedCopies));
  accessing(path, () => checkParts(path, parts, touch));
  return path;
}

function* inParts(lines: Iterable<string>): Generator<string, undefined> {
  let text = "";
  for (const line of lines) {
    text += `${line}\n`;
    if (text.length < PART_CHARACTERS) continue;
    yield text;
    text = "";
  }
  if (text !== "") yield text;
  return undefined;
}

function checkParts(path: string, parts: readonly Part[], touch: () => void): void {
  const unlike = () => new TaskListError("IO_ERROR", { path, reason: "EIO" });
  const fd = openToRead(path);
  if (fd === undefined) throw unlike();
  try {
    const size = parts.reduce((sum, { bytes }) => sum + bytes.length, 0);
    if (fstatSync(fd).size !== size) throw unlike();
    let position = 0;
    for (const { bytes, digest } of parts) {
      touch();
      const read = readBytes(fd, bytes.length, position);
      position += bytes.length;
      if (!read.equals(bytes) || digestOf(gunzipSync(read)) !== digest) throw unlike();
    }
  } finally {
    closeSync(fd);
  }
}

function digestOf(bytes: Buffer): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/** The time as a file's name can hold it: `20261121T174500123Z`. */
function freePath({ purgedCopies }: Layout, time: Date): string {
  const stem = `${purgedCopies}/${time.toISOString().replaceAll(/[-:.]/g, "")}`;
  for (let number = 1; ; number += 1) {
    const path = `${stem}${number === 1 ? "" : `.${number}`}.jsonl.gz`;
    if (!accessing(path, () => lstatSync(path, { throwIfNoEntry: false }))) return path;
  }
}
