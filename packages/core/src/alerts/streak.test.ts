import fc from "fast-check";
import { expect, test } from "vitest";
import { type Outcome, streakOf } from "./streak";

const outcome = fc.record({
  id: fc.string({ minLength: 1, maxLength: 4 }),
  endedAt: fc.integer({ min: 0, max: 20 }).map((second) => new Date(second * 1_000)),
  result: fc.constantFrom("success" as const, "failure" as const),
});
const history = fc.uniqueArray(outcome, { selector: (it) => it.id, maxLength: 30 });

test("a streak is the same in whatever order runs arrive, and however often", () => {
  fc.assert(
    fc.property(
      history.chain((runs) =>
        fc.tuple(fc.constant(runs), fc.shuffledSubarray([...runs, ...runs], { minLength: runs.length * 2 })),
      ),
      ([runs, arrived]) => {
        expect(streakOf(arrived)).toEqual(streakOf(runs));
      },
    ),
  );
});

test("a streak counts the newest equal results by their end, not by their start", () => {
  fc.assert(
    fc.property(history, (runs) => {
      const sorted = [...runs]
        .sort((a, b) => a.endedAt.getTime() - b.endedAt.getTime() || (a.id < b.id ? -1 : 1))
        .reverse();
      const end = sorted.findIndex((run) => run.result !== sorted[0]?.result);
      const length = end === -1 ? sorted.length : end;
      const streak = streakOf(runs);
      expect(streak.failures + streak.successes).toBe(length);
      expect(streak.newest).toEqual(sorted[0] ?? null);
    }),
  );
});

test("healed is how many failures the first success ended", () => {
  const run = (second: number, result: Outcome["result"]): Outcome => ({
    id: `run_${second}`,
    endedAt: new Date(second),
    result,
  });
  expect(streakOf([run(1, "success"), run(2, "failure"), run(3, "failure"), run(4, "success")])).toMatchObject({
    successes: 1,
    healed: 2,
  });
});
