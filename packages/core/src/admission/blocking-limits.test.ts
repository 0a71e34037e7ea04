import { expect, test } from "vitest";
import { findBlockingLimits } from "./blocking-limits";
import type { AdmissionInput, InProgressRun } from "./types";

const run = (id: string, more: Partial<InProgressRun> = {}): InProgressRun => ({
  id,
  deploymentId: "dep",
  tags: {},
  ...more,
});
const input = (more: Partial<AdmissionInput>): AdmissionInput => ({
  organizations: [{ id: "org", concurrentRunsMax: 10 }],
  deployments: [
    {
      id: "dep",
      organizationId: "org",
      concurrentRunsMax: 3,
      tagLimits: [{ key: "db", limit: 1, applyLimitPerUniqueValue: true }],
      jobLimits: [{ location: "shop", job: "nightly", limit: 1 }],
    },
  ],
  inProgress: [],
  queued: [],
  ...more,
});

test("a waiting run names the limits in its way, widest first, with who holds them, and its place in the queue", () => {
  const nightly = { location: "shop", job: "nightly" };
  const waiting = findBlockingLimits(
    input({
      inProgress: [run("p1", { ...nightly, tags: { db: "x" } }), run("p2")],
      queued: [
        run("a", { ...nightly, tags: { db: "x" } }),
        run("b"),
        run("c", { tags: { "millrace/priority": "5", db: "x" } }),
      ],
    }),
  );
  const deployment = { kind: "deployment", name: "dep", used: 3, limit: 3, heldBy: ["p1", "p2", "b"] };
  const tag = { kind: "tag", name: "db=x", used: 1, limit: 1, heldBy: ["p1"] };
  expect(waiting).toEqual([
    { runId: "c", position: 1, limits: [deployment, tag] },
    {
      runId: "a",
      position: 2,
      limits: [deployment, { kind: "job", name: "shop/nightly", used: 1, limit: 1, heldBy: ["p1"] }, tag],
    },
  ]);
});

test("the answer can be narrowed, and leaves out what is about to start", () => {
  const queued = [run("a"), run("b"), run("c"), run("d"), run("e")];
  expect(findBlockingLimits(input({ queued }), ["a", "e"]).map(({ runId, position }) => [runId, position])).toEqual([
    ["e", 2],
  ]);
});

test("a full platform is reported without naming anyone else's runs, a vanished deployment as unreadable", () => {
  const waiting = findBlockingLimits(
    input({ inProgress: [run("other")], queued: [run("a"), run("b", { deploymentId: "gone" })], capacity: 1 }),
  );
  expect(waiting[0]?.limits).toEqual([{ kind: "capacity", name: "platform", used: 1, limit: 1, heldBy: [] }]);
  expect(waiting[1]?.limits.at(-1)).toEqual({ kind: "deployment", name: "gone", used: null, limit: 0, heldBy: [] });
});

test("of several full pools of root steps each is named once", () => {
  const deployments = [
    {
      id: "dep",
      organizationId: "org",
      concurrentRunsMax: -1,
      pools: [
        { name: "db", limit: 1 },
        { name: "api", limit: 0 },
      ],
    },
  ];
  const poolSlots = [{ deploymentId: "dep", pool: "db", runId: "p" }];
  const queued = [run("a", { rootPools: ["db", "db", "api"], pools: ["db", "api"] })];
  expect(findBlockingLimits(input({ deployments, poolSlots, queued }))[0]?.limits).toEqual([
    { kind: "pool", name: "db", used: 1, limit: 1, heldBy: ["p"] },
    { kind: "pool", name: "api", used: 0, limit: 0, heldBy: [] },
  ]);
});
