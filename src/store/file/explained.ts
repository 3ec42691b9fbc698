import { isUnreadable } from "./read-file.ts";
import { asIoError } from "./system-error.ts";

/** What the system refused becomes IO_ERROR; what is wrong with a file is said with the place in it. */
export async function explained<Result>(work: () => Result | Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    const canSayMore = isUnreadable(error) && error.cause !== undefined;
    throw canSayMore ? (await import("./explain-corrupt.ts")).explainCorrupt(error) : asIoError(error);
  }
}
