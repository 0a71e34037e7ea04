import fc from "fast-check";
import { expect, test } from "vitest";
import type { AdmissionInput } from "./admission";
import { admit } from "./admission";
import { configProblems, scaffoldMissing } from "./config";
import { ownValue } from "./own";
import { partitionSet } from "./partitions";
import { checkTags, mergeTags } from "./run";
import { parseSelection, selectAssets } from "./selection";
import { findUnstorable } from "./storable-text";

const names = fc.constantFrom(...Object.getOwnPropertyNames(Object.prototype));
const usable = names.filter((name) => name !== "__proto__");

test("a record has only the names that were put into it", () => {
  fc.assert(fc.property(names, (name) => ownValue({}, name) === undefined));
  expect(ownValue({ constructor: 1 } as Record<string, unknown>, "constructor")).toBe(1);
});

test("a tag limit counts only runs that have the tag", () => {
  const input = (key: string, tags: Record<string, string>): AdmissionInput => ({
    organizations: [{ id: "org", concurrentRunsMax: 10 }],
    deployments: [{ id: "dep", organizationId: "org", concurrentRunsMax: -1, tagLimits: [{ key, limit: 0 }] }],
    inProgress: [],
    queued: [{ id: "run", deploymentId: "dep", location: "sales", job: null, tags, queuedAt: 0 } as never],
  });
  fc.assert(
    fc.property(usable, (key) => {
      expect(admit(input(key, {})).admitted).toHaveLength(1);
      expect(admit(input(key, { [key]: "x" })).admitted).toHaveLength(0);
    }),
  );
});

test("tags, selections, config, and partition sets find no name that isn't there", () => {
  fc.assert(
    fc.property(usable, (name) => {
      expect(mergeTags([{}], { [name]: "x" }, {})).toEqual({ [name]: "x" });
      expect(() => checkTags({ [name]: "x" })).not.toThrow();
      const assets = [{ key: name, deps: [], tags: {}, owners: [], group: null, kinds: [] }];
      expect(selectAssets(`tag:${name}`, assets as never)).toEqual([]);
      expect(selectAssets(`key:${name}`, assets as never)).toEqual([name]);
      expect(() => parseSelection(`tag:${name}`)).not.toThrow();
      const schema = { type: "object", properties: { [name]: { type: "number" } }, additionalProperties: false };
      expect(configProblems(schema as never, {})).toEqual([]);
      expect(scaffoldMissing(schema as never, {})).toEqual({});
      expect(partitionSet({ kind: "dynamic", name }, { now: 0, dynamicKeys: {} }).size).toBe(0);
    }),
  );
});

test("__proto__ is rejected where a record would lose it", () => {
  const input = JSON.parse('{"tags":{"__proto__":"x"}}') as { tags: Record<string, string> };
  expect(findUnstorable(input, 10)).toEqual({ pointer: "/tags/__proto__", problem: "name" });
  expect(() => checkTags(input.tags)).toThrow("__proto__");
});
