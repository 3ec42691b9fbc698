import type { Warning as StoreWarning } from "../store/store.ts";

/** What a caller is told besides its success. */
export interface Warning {
  readonly problem: StoreWarning["problem"] | "report_cut";
  readonly path?: string;
  readonly reason?: string;
}

/** The result of an operation, with what else its caller is told. */
export interface Warned {
  readonly warnings?: readonly Warning[];
}
