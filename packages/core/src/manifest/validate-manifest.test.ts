import { describe, expect, test } from "vitest";
import { didYouMean } from "../did-you-mean";
import { LIMITS } from "../limits";
import { diffManifests } from "./diff-manifests";
import { Manifest } from "./manifest";
import { parseManifest } from "./parse-manifest";
import { validateManifest } from "./validate-manifest";

type Draft = Partial<{ [K in keyof Manifest]: object[] }>;
const manifest = (draft: Draft): Manifest => Manifest.parse({ protocol: 1, sdkVersion: "1", ...draft });
const codes = (draft: Draft, context = {}) => validateManifest(manifest(draft), context).map((it) => it.code);
const dep = (asset: string) => ({ input: "x", asset });

describe("a manifest is refused for", () => {
  test("a key that is defined twice, with both files", () => {
    const [found] = validateManifest(
      manifest({
        assets: [
          { key: "a", source: { file: "src/a.ts" } },
          { key: "a", source: { file: "src/b.ts" } },
        ],
      }),
    );
    expect(found).toMatchObject({
      code: "definition_duplicate",
      message: expect.stringContaining("src/a.ts, src/b.ts"),
    });
  });

  test("a dependency that isn't defined, with the name that was probably meant", () => {
    const [found] = validateManifest(
      manifest({ assets: [{ key: "orders" }, { key: "total", deps: [dep("orderz")] }] }),
    );
    expect(found?.message).toBe('asset "total" depends on unknown asset "orderz". Did you mean "orders"?');
  });

  test("a circle, named whole", () => {
    const [found] = validateManifest(
      manifest({
        assets: [
          { key: "a", deps: [dep("c")] },
          { key: "b", deps: [dep("a")] },
          { key: "c", deps: [dep("b")] },
        ],
      }),
    );
    expect(found?.message).toContain("a → c → b → a");
  });

  test("a schedule whose cron cannot be, whose zone is none and whose job is unknown", () => {
    const schedules = [{ name: "s", crons: ["0 0 30 2 *"], timeZone: "Mars/Base", job: "nope" }];
    expect(codes({ schedules })).toEqual(["job_not_found", "cron_invalid", "time_zone_invalid"]);
  });
});

test("rejects a key that another code location defines, for the same kind only", () => {
  const source = { file: "src/a.ts", line: 3 };
  const draft = manifest({ assets: [{ key: "orders", source }], jobs: [{ name: "orders", nodes: [] }] });
  const found = validateManifest(draft, { taken: [{ kind: "asset", key: "orders", location: "sales" }] });
  expect(found).toEqual([
    {
      severity: "error",
      code: "definition_key_taken",
      message: expect.stringMatching(/"orders" is already defined by code location "sales".*externalAsset/),
      source,
    },
  ]);
});

test("a manifest above the limit is refused, with the limit's name", () => {
  const assets = [{ key: "a", description: "x".repeat(LIMITS.manifestBytesMax) }];
  expect(validateManifest(manifest({ assets }))).toMatchObject([
    { code: "manifest_too_large", message: expect.stringContaining("manifestBytesMax") },
  ]);
});

test("an invalid manifest is reported by its definition and setting", () => {
  const sensors = [{ name: "inbox", job: "load", everyMs: 10, source: { file: "src/inbox.ts", line: 4 } }];
  expect(parseManifest({ protocol: 1, sdkVersion: "1", sensors })).toEqual({
    problems: [
      {
        severity: "error",
        code: "manifest_invalid",
        message: expect.stringMatching(/^sensor "inbox": everyMs: /),
        source: { file: "src/inbox.ts", line: 4 },
      },
    ],
  });
});

test("freshness and automation whose cron or zone cannot be are refused", () => {
  const assets = [
    { key: "a", freshness: { deadline: "0 25 * * *", lowerBoundMs: 1, timeZone: "UTC" } },
    { key: "b", automation: { kind: "onCron", cron: "0 2 * * *", timeZone: "Mars/Base" } },
  ];
  expect(codes({ assets })).toEqual(["cron_invalid", "time_zone_invalid"]);
});

test("rejects invalid automation conditions, and accepts presets and composed ones", () => {
  const assets = [
    { key: "a", automation: { op: "onCron", cron: "0 2 30 2 *" } },
    { key: "b", automation: { op: "and", of: [{ op: "checkFailed" }, { op: "missing" }] } },
    {
      key: "c",
      automation: { op: "and", of: [{ op: "eager" }, { op: "not", of: { op: "anyDeps", of: { op: "missing" } } }] },
    },
    { key: "d", automation: { kind: "eager" } },
  ];
  expect(codes({ assets })).toEqual(["condition_invalid", "condition_invalid"]);
});

test("partitions that can have no key, and mappings that name what is not there, are refused", () => {
  const days = { kind: "daily", start: "2026-01-01" };
  const regions = { kind: "static", keys: ["eu", "us"] };
  const reads = (mapping: object) => [{ input: "x", asset: "regions", mapping }];
  const assets = [
    { key: "regions", partitions: regions },
    { key: "ended", partitions: { ...days, end: "2025-01-01" } },
    { key: "windows", partitions: days, deps: reads({ kind: "timeWindow" }) },
    { key: "named", partitions: days, deps: reads({ kind: "specific", keys: ["uk"] }) },
    { key: "dimension", partitions: days, deps: reads({ kind: "dimension", dimension: "region" }) },
    { key: "good", partitions: days, deps: reads({ kind: "specific", keys: ["eu"] }) },
  ];
  const found = validateManifest(manifest({ assets })).map((it) => [it.code, /"(\w+)"/.exec(it.message)?.[1]]);
  expect(found).toEqual([
    ["partitions_invalid", "ended"],
    ["mapping_invalid", "windows"],
    ["mapping_invalid", "named"],
    ["mapping_invalid", "dimension"],
  ]);
});

test("rejects a job with an invalid selection, and warns about an empty one with a suggestion", () => {
  const [unread, empty] = validateManifest(
    manifest({
      assets: [{ key: "orders" }],
      jobs: [
        { name: "x", select: "orders+" },
        { name: "y", select: "key:orderz+" },
      ],
    }),
  );
  expect(unread).toMatchObject({ severity: "error", message: expect.stringContaining('job "x"') });
  expect(empty).toMatchObject({
    severity: "warning",
    code: "selection_empty",
    message: expect.stringContaining('Did you mean "orders"?'),
  });
});

describe("a manifest is warned of", () => {
  test("owners and variables that the organization does not have", () => {
    const draft = { assets: [{ key: "a", owners: ["team:fin", "x@y.example"] }], env: [{ name: "PG_URL" }] };
    const context = { teams: new Set(["fin"]), members: new Set<string>(), variables: new Set<string>() };
    expect(codes(draft, context)).toEqual(["owner_not_found", "variable_missing"]);
    const [, missing] = validateManifest(manifest(draft), { ...context, deployment: "staging" });
    expect(missing?.message).toContain("--stdin --deployment staging");
  });

  test("schemas with hand-written keywords, which no launch can be checked by", () => {
    const schema = { type: "object", not: { required: ["a"] } };
    expect(
      codes({
        assets: [
          { key: "a", config: schema },
          { key: "b", config: { type: "object" } },
        ],
      }),
    ).toEqual(["config_unchecked"]);
  });

  test("removed jobs and assets that an alert policy monitors, with a suggestion", () => {
    const watched = [
      { policy: "Night", kind: "job", key: "nightly" },
      { policy: "Night", kind: "asset", key: "a" },
    ] as const;
    const draft = { assets: [{ key: "a" }], jobs: [{ name: "nightly2", nodes: [] }] };
    expect(validateManifest(manifest(draft), { watched })).toMatchObject([
      {
        severity: "warning",
        code: "alert_subject_removed",
        message: expect.stringContaining('Did you mean "nightly2"?'),
      },
    ]);
  });

  test("nothing when the platform is not asked", () => {
    expect(codes({ assets: [{ key: "a", owners: ["team:fin"] }], env: [{ name: "PG_URL" }] })).toEqual([]);
  });
});

test("a self-dependency (earlier partitions) is not a cycle", () => {
  expect(codes({ assets: [{ key: "a", deps: [dep("a")] }] })).toEqual([]);
});

test("a diff names what was added, removed and changed, and in which fields; moving a definition is not a change", () => {
  const before = manifest({
    assets: [{ key: "a", source: { file: "x.ts" } }, { key: "b" }, { key: "c", tags: { x: "1", y: "2" } }],
  });
  const after = manifest({
    assets: [{ key: "a", source: { file: "y.ts" } }, { key: "c", group: "g", tags: { y: "2", x: "1" } }, { key: "d" }],
  });
  expect(diffManifests(before, after)).toEqual({
    changes: [
      { kind: "asset", key: "c", change: "changed", fields: [{ field: "group", before: null, after: "g" }] },
      { kind: "asset", key: "d", change: "added", fields: [] },
      { kind: "asset", key: "b", change: "removed", fields: [] },
    ],
    added: 1,
    removed: 1,
    changed: 1,
    unchanged: 1,
  });
});

test("suggestions are near, or none", () => {
  expect(didYouMean("orderz", ["orders", "total"])).toBe("orders");
  expect(didYouMean("nope", ["orders", "total"])).toBeUndefined();
});
