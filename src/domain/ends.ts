import type { Located } from "./agent-list.ts";
import type { Ends } from "./dependencies.ts";
import { isEnd } from "./ending.ts";

/** How tasks ended, and some more. */
export function withEnds(ended: Ends, added: Ends): Ends {
  return { has: (id) => added.has(id) || ended.has(id), get: (id) => added.get(id) ?? ended.get(id) };
}

/** How tasks ended, by where they are. */
export function endsOf(placeOf: (id: string) => Located | undefined): Ends {
  const get = (id: string) => {
    const status = placeOf(id)?.task.status ?? null;
    return isEnd(status) ? status : undefined;
  };
  return { get, has: (id) => get(id) !== undefined };
}
