/**
 * A way from a task back to itself along what depends on what; undefined if there is none.
 *
 * @param dependsOn the ids on which a task depends; those of which nothing is known depend on nothing
 */
export function findCycle(
  ids: Iterable<string>,
  dependsOn: (id: string) => readonly string[],
): readonly string[] | undefined {
  const done = new Set<string>();
  for (const id of ids) {
    const cycle = done.has(id) ? undefined : cycleFrom(id, dependsOn, done);
    if (cycle) return cycle;
  }
  return undefined;
}

/** Goes down one way at a time, without recursion: a chain may be ten thousand tasks long. */
function cycleFrom(
  start: string,
  dependsOn: (id: string) => readonly string[],
  done: Set<string>,
): readonly string[] | undefined {
  const way = [{ id: start, rest: [...dependsOn(start)] }];
  const onWay = new Set([start]);
  for (let last = way.at(-1); last; last = way.at(-1)) {
    const next = last.rest.shift();
    if (next === undefined) {
      done.add(last.id);
      onWay.delete(last.id);
      way.pop();
    } else if (onWay.has(next)) {
      const ids = way.map(({ id }) => id);
      return [...ids.slice(ids.indexOf(next)), next];
    } else if (!done.has(next)) {
      onWay.add(next);
      way.push({ id: next, rest: [...dependsOn(next)] });
    }
  }
  return undefined;
}
