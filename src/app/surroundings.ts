/** What surrounds a call: all that settings may depend on besides the caller's own words. */
export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The working folder, absolute. */
  readonly cwd: string;
  /** The user's home folder. */
  readonly home: string;
  /** Whether a person reads standard output: it is a terminal. */
  readonly isTerminal: boolean;
}

/** The value of an environment variable; one that is empty counts as not set. */
export function variable({ env }: Surroundings, name: string): string | undefined {
  const value = env[name];
  return value === "" ? undefined : value;
}
