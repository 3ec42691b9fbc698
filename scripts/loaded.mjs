// Prints as JSON what each hot command loads, in a scratch root: `node scripts/loaded.mjs`, after `npm run build`.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadedPieces } from "./bench/pieces.mjs";

const root = mkdtempSync(join(tmpdir(), "agent-tasks-loaded-"));
try {
  process.stdout.write(`${JSON.stringify(await loadedPieces(root))}\n`);
} finally {
  rmSync(root, { recursive: true });
}
