/** What a promise gives within so long; undefined if that is over first. */
export async function withinMs<Value>(value: Promise<Value>, longestMs: number): Promise<Value | undefined> {
  let timer: NodeJS.Timeout | undefined;
  try {
    const time = new Promise<undefined>((resolve) => {
      timer = setTimeout(() => resolve(undefined), longestMs);
    });
    return await Promise.race([value, time]);
  } finally {
    clearTimeout(timer);
  }
}
