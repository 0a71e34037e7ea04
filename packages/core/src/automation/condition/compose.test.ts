import { describe, expect, test } from "vitest";
import { allow, ignore, replace, withLabel, without } from "./compose";
import type { ConditionSpec } from "./condition";
import { describeCondition } from "./describe";
import { expandCondition } from "./expand";

const condition = (spec: ConditionSpec) => expandCondition(spec);
const EAGER = condition({ op: "eager" });
const parts = (of: ReturnType<typeof condition>) => describeCondition({ ...of, label: undefined });

describe("a preset", () => {
  test("is described by its name, and its parts by theirs", () => {
    expect(describeCondition(EAGER)).toBe("eager");
    expect(parts(EAGER)).toBe(
      "inLatestTimeWindow and sinceLastHandled and not anyDepsMissing and not anyDepsInProgress and not inProgress",
    );
  });

  test("can be changed by the names of its parts", () => {
    const lookback = condition({ op: "inLatestTimeWindow", lookbackSeconds: 7_200 });
    expect(parts(replace(EAGER, "inLatestTimeWindow", lookback))).toContain("inLatestTimeWindow(2h) and");
    expect(parts(without(EAGER, condition({ op: "not", of: { op: "anyDepsMissing" } })))).not.toContain(
      "anyDepsMissing",
    );
    expect(describeCondition(withLabel(EAGER, "mine"))).toBe("mine");
  });

  test("can be limited to some dependencies in all of its parts", () => {
    const limited = JSON.stringify(ignore(allow(EAGER, "group:gold"), "key:fx"));
    expect(limited.match(/"allow":"group:gold","ignore":"key:fx"/g)).toHaveLength(3);
    expect(JSON.stringify(ignore(ignore(EAGER, "key:a"), "key:b"))).toContain('"(key:a) or (key:b)"');
  });
});

test("rejects to leave out a part that isn't there, or nearly all", () => {
  expect(() => without(EAGER, "missing")).toThrow('no part "missing". Parts: inLatestTimeWindow, sinceLastHandled');
  const two = condition({ op: "and", of: [{ op: "missing" }, { op: "inProgress" }] });
  expect(() => without(two, "missing")).toThrow("fewer than two parts");
});
