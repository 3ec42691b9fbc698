/** Works again and again, until what it is done for has come about. */
export async function meanwhile<Result>(awaited: Promise<Result>, work: () => Promise<unknown>): Promise<Result> {
  const state = { isOver: false };
  const watched = awaited.finally(() => (state.isOver = true));
  while (!state.isOver) {
    await work();
    await new Promise((resolve) => setImmediate(resolve)); // others have their turn
  }
  return watched;
}
