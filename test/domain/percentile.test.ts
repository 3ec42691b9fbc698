import fc from "fast-check";
import { expect, test } from "vitest";
import { durationsOf, nearestRank } from "../../src/domain/percentile.ts";

test("what took some time: mean, median and 95th percentile", () => {
  const times = Array.from({ length: 20 }, (_, n) => (20 - n) * 1000);
  expect(durationsOf(times)).toEqual({ count: 20, mean_ms: 10_500, p50_ms: 10_000, p95_ms: 19_000 });
  expect(durationsOf([7])).toEqual({ count: 1, mean_ms: 7, p50_ms: 7, p95_ms: 7 });
  expect(durationsOf([1, 2])).toEqual({ count: 2, mean_ms: 2, p50_ms: 1, p95_ms: 2 });
});

test("of nothing nothing is known", () => {
  expect(durationsOf([])).toEqual({ count: 0, mean_ms: null, p50_ms: null, p95_ms: null });
});

const percent = fc.integer({ min: 1, max: 100 });
const times = fc.array(fc.nat(1000), { minLength: 1, maxLength: 300 });

test("a percentile is the smallest time that enough of them do not exceed", () => {
  fc.assert(
    fc.property(times, percent, (all, wanted) => {
      const enough = (limit: number) => all.filter((each) => each <= limit).length * 100 >= wanted * all.length;
      const smallest = all.filter(enough).reduce((a, b) => Math.min(a, b));
      expect(
        nearestRank(
          all.toSorted((a, b) => a - b),
          wanted,
        ),
      ).toBe(smallest);
    }),
  );
});

test("the order of the times does not matter, and they stay as they are", () => {
  fc.assert(
    fc.property(times, (all) => {
      const before = [...all];
      expect(durationsOf(all)).toEqual(durationsOf(all.toReversed()));
      expect(all).toEqual(before);
    }),
  );
});
