import { describe, expect, it } from "vitest";
import { z } from "zod";
import { assertKnownFields } from "./unknown-fields";

const Body = z.object({
  select: z.string().optional(),
  config: z.unknown().optional(),
  tags: z.record(z.string(), z.string()).default({}),
  rules: z
    .array(z.object({ limit: z.coerce.number() }))
    .nullable()
    .optional(),
  target: z.union([z.object({ job: z.string() }), z.object({ assets: z.array(z.string()) })]).optional(),
});

const problems = (input: unknown, ...more: z.ZodType[]): unknown => {
  try {
    assertKnownFields([Body, ...more], input);
    return [];
  } catch (error) {
    return (error as { details: { pointer: string; detail: string }[] }).details.map(
      ({ pointer, detail }) => `${pointer} ${detail}`,
    );
  }
};

describe("fields that no schema knows", () => {
  it.each<[unknown, string[]]>([
    [{ selection: "*" }, ['/selection is an unknown field. Did you mean "select"?']],
    [{ dryRun: true }, ["/dryRun is an unknown field. Known fields: select, config, tags, rules, target."]],
    [{ rules: [{ limit: 1 }, { limt: 2 }] }, ['/rules/1/limt is an unknown field. Did you mean "limit"?']],
    [{ target: { job: "a", asset: ["b"] } }, ["/target/asset is an unknown field. Known fields: job."]],
    [{ target: { job: "a", assets: ["b"] } }, ["/target/assets is an unknown field. Known fields: job."]],
    [{ constructor: 1 }, ["/constructor is an unknown field. Known fields: select, config, tags, rules, target."]],
  ])("are named: %o", (input, expected) => expect(problems(input)).toEqual(expected));

  it.each([
    [{ select: "*", config: { any: { thing: 1 } }, tags: { team: "a" }, rules: null }],
    [{ target: { assets: ["a"] }, selection: undefined }],
  ])("don't include declared fields or the contents of open ones: %o", (input) => expect(problems(input)).toEqual([]));

  it("aren't looked for in open ones, however deep", () => {
    let config: object = {};
    for (let level = 0; level < 100_000; level++) config = { config };
    expect(problems({ config })).toEqual([]);
  });

  it("are those that none of several schemas knows", () => {
    expect(problems({ select: "*", org: "acme" }, z.object({ org: z.string() }))).toEqual([]);
  });
});
