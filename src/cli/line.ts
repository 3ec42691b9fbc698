import type { ReadConfig } from "../app/config-file.ts";
import type { Command } from "./command.ts";
import type { Call } from "./run-call.ts";
import type { Shell } from "./shell.ts";

/** What a line says of how it wants to be answered: it holds for its refusal too. */
export interface Wishes {
  readonly root?: string;
  readonly output?: string;
  readonly lang?: string;
}

/** What a line asks for. */
export type Parsed = { readonly kind: "text"; readonly text: string } | ({ readonly kind: "call" } & Call);

/** A line that has been looked at, as far as its refusal needs it. */
export interface Line {
  /** The command that it names, if there is one of that name. */
  readonly named: Command | undefined;
  readonly wishes: Wishes;
  /** Says what it asks for. @throws INVALID_PARAMS */
  parse(shell: Shell, read: ReadConfig): Promise<Parsed>;
}
