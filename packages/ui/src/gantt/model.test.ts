import { expect, test } from "vitest";
import { type GanttRow, ganttScale, runningMs, segmentBox } from "./model";

const row = (segments: GanttRow["segments"]): GanttRow => ({ key: "a", label: "a", status: "SUCCESS", segments });

test("the scale starts where the run started, even if its first step waited", () => {
  const scale = ganttScale([row([{ kind: "run", from: 5_000, to: 6_000, status: "SUCCESS" }])], 10_000, 1_000);
  expect(scale.start).toBe(1_000);
  expect(scale.end).toBe(6_000);
  expect(scale.ticks.map((tick) => tick.label)).toEqual(["0", "1 s", "2 s", "3 s", "4 s", "5 s"]);
});

test("a step that still runs reaches to now", () => {
  const open = row([{ kind: "run", from: 0, to: null, status: "RUNNING" }]);
  const scale = ganttScale([open], 800);
  expect(segmentBox(scale, open.segments[0]!, 800)).toEqual({ left: 0, width: 100 });
  expect(runningMs(open, 800)).toBe(800);
});

test("without any step the scale is empty but valid", () => {
  const scale = ganttScale([], 42);
  expect(scale.end).toBeGreaterThan(scale.start);
});
