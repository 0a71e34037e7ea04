import { expect, test } from "vitest";
import { timelineBlocks, timelineTicks } from "./timeline-blocks";

const HOUR = 3_600_000;
const run = (id: string, status: string, from: number, to: number | null) => ({
  id,
  status,
  createdAt: new Date(from),
  startedAt: new Date(from),
  endedAt: to === null ? null : new Date(to),
});

test("shows a failure among overlapping successes as the status of their block", () => {
  const runs = [
    run("c", "SUCCESS", 3_000, 4_000),
    run("b", "FAILURE", 2_000, 3_000),
    run("a", "SUCCESS", 1_000, 2_000),
  ];
  const blocks = timelineBlocks(runs, { start: 0, end: HOUR });
  expect(blocks).toHaveLength(1);
  expect(blocks[0]).toMatchObject({ run: { id: "b" }, count: 3 });
});

test("keeps runs apart that don't overlap, and extends a run in progress to now", () => {
  const blocks = timelineBlocks([run("b", "STARTED", 0.75 * HOUR, null), run("a", "SUCCESS", 0, 0.25 * HOUR)], {
    start: 0,
    end: HOUR,
  });
  expect(blocks.map((block) => [block.run.id, block.left, block.width])).toEqual([
    ["a", 0, 25],
    ["b", 75, 25],
  ]);
});

test("places ticks at whole hours, or every ten minutes in a short span", () => {
  expect(timelineTicks(0.5 * HOUR, 6.5 * HOUR)).toEqual([1, 2, 3, 4, 5, 6].map((hour) => hour * HOUR));
  expect(timelineTicks(0, HOUR)).toHaveLength(7);
});
