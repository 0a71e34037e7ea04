import { expect, test } from "vitest";
import { type GanttRow, ganttScale, runningMs, segmentBox } from "./model";

const row = (segments: GanttRow["segments"]): GanttRow => ({ key: "a", label: "a", status: "SUCCESS", segments });

test("the scale starts at the start of the run, even if its first step waited", () => {
  const scale = ganttScale([row([{ kind: "run", from: 5_000, to: 6_000, status: "SUCCESS" }])], 10_000, 1_000);
  expect(scale.start).toBe(1_000);
  expect(scale.end).toBe(6_000);
  expect(scale.ticks.map((tick) => tick.label)).toEqual(["0", "1s", "2s", "3s", "4s", "5s"]);
});

test("a running step extends to now", () => {
  const open = row([{ kind: "run", from: 0, to: null, status: "RUNNING" }]);
  const scale = ganttScale([open], 800);
  expect(segmentBox(scale, open.segments[0]!, 800)).toEqual({ left: 0, width: 100 });
  expect(runningMs(open, 800)).toBe(800);
});

test("the scale is empty but valid without steps", () => {
  const scale = ganttScale([], 42);
  expect(scale.end).toBeGreaterThan(scale.start);
});
