import { RunPlan } from "@millrace/core/plan";
import { expect, test } from "vitest";
import { ChannelError } from "./channel-error";
import { knownSteps } from "./known-steps";

const plan = RunPlan.parse({
  steps: [
    { key: "load", kind: "op", definition: "load", retry: { max: 2 } },
    { key: "each", kind: "map", definition: "each" },
    { key: "odd[0]", kind: "op", definition: "odd" },
  ],
});

test("knows the steps of the plan, and the items of a map once they are added", () => {
  const steps = knownSteps(plan);
  expect(steps.get("load", 3).definition).toBe("load");
  expect(steps.get("odd[0]").definition).toBe("odd");
  expect(() => steps.get("each[0]")).toThrow(ChannelError);
  steps.add("each", ["each[0]", "each[1]"]);
  steps.add("each", ["each[2]"]);
  expect(steps.get("each[2]").key).toBe("each");
});

test.each(["", "no one", "load[0]", "each[2]", "each[01]", "each[-1]", "each[1", "each[1e0]", "x".repeat(1_000_000)])(
  "rejects a step that isn't in the run (%.20s)",
  (key) => {
    const steps = knownSteps(plan);
    steps.add("each", ["each[0]", "each[1]"]);
    expect(() => steps.get(key)).toThrow(/isn't in the run: .{0,110}$/);
  },
);

test.each([0, 4, -1, 2 ** 31, Number.NaN])("rejects an attempt that the retry policy doesn't allow (%d)", (attempt) => {
  expect(() => knownSteps(plan).get("load", attempt)).toThrow(ChannelError);
});

test("rejects items that aren't the next ones of a map", () => {
  const steps = knownSteps(plan);
  expect(() => steps.add("load", ["load[0]"])).toThrow("isn't a map");
  expect(() => steps.add("each", ["each[1]"])).toThrow("item 0");
  expect(() => steps.add("each", ["load"])).toThrow("item 0");
});

test("rejects a map with more than 10,000 items and names the limit", () => {
  const keys = Array.from({ length: 10_001 }, (_, index) => `each[${index}]`);
  expect(() => knownSteps(plan).add("each", keys)).toThrow("mapItemsMax");
});
