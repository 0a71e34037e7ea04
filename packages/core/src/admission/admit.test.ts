import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { admit } from "./admit";
import type { AdmissionDeployment, AdmissionInput, AdmissionRun, InProgressRun, TagLimit } from "./types";

type Limits = Omit<AdmissionDeployment, "id" | "organizationId" | "concurrentRunsMax"> & { concurrentRunsMax?: number };

const run = (id: string, more: Partial<InProgressRun> = {}): InProgressRun => ({
  id,
  deploymentId: "dep",
  tags: {},
  ...more,
});
const tagged = (id: string, tags: Record<string, string>): AdmissionRun => run(id, { tags });
const pass = (
  limits: Limits,
  queued: AdmissionRun[],
  inProgress: InProgressRun[] = [],
  more: Partial<AdmissionInput> = {},
) =>
  admit({
    organizations: [{ id: "org", concurrentRunsMax: -1 }],
    deployments: [{ id: "dep", organizationId: "org", concurrentRunsMax: -1, ...limits }],
    inProgress,
    queued,
    ...more,
  })
    .admitted.map(({ id }) => id)
    .join(" ");

describe("order", () => {
  test("higher priority first, then first in first out; malformed priorities count as none", () => {
    const queued = [
      tagged("a", {}),
      tagged("b", { "millrace/priority": "high" }),
      tagged("c", { "millrace/priority": "-1" }),
      tagged("d", { "millrace/priority": "10" }),
      tagged("e", { "millrace/priority": "1.5" }),
      tagged("f", { "millrace/priority": "10" }),
    ];
    expect(pass({}, queued)).toBe("d f a b e c");
  });

  test("a blocked run does not block later ones, and takes no place that they could have", () => {
    const queued = [tagged("a", { db: "x" }), tagged("b", { db: "x", team: "t" }), tagged("c", { team: "t" })];
    const tagLimits = [
      { key: "db", limit: 1 },
      { key: "team", limit: 1 },
    ];
    expect(pass({ tagLimits }, queued)).toBe("a c");
  });
});

describe("tag limits", () => {
  const queued = [1, 2, 3, 4].map((n) => tagged(`r${n}`, { db: n % 2 ? "x" : "y" }));

  test.each<[string, TagLimit[], string]>([
    ["one value", [{ key: "db", value: "x", limit: 1 }], "r1 r2 r4"],
    ["all values together", [{ key: "db", limit: 3 }], "r1 r2 r3"],
    ["each value on its own", [{ key: "db", limit: 1, applyLimitPerUniqueValue: true }], "r1 r2"],
    [
      "several kinds on one key",
      [
        { key: "db", limit: 3 },
        { key: "db", value: "x", limit: 1 },
      ],
      "r1 r2 r4",
    ],
    [
      "the same limit twice: the lower holds",
      [
        { key: "db", limit: 3 },
        { key: "db", limit: 1 },
      ],
      "r1",
    ],
    ["a pause", [{ key: "db", value: "y", limit: 0 }], "r1 r3"],
  ])("%s", (_name, tagLimits, admitted) => expect(pass({ tagLimits }, queued)).toBe(admitted));

  test("runs in progress count", () => {
    const tagLimits = [{ key: "db", limit: 2 }];
    expect(pass({ tagLimits }, queued, [run("p", { tags: { db: "z" } })])).toBe("r1");
  });
});

describe("other limits", () => {
  const two = [run("a", { location: "l", job: "j" }), run("b", { location: "l", job: "j" })];

  test.each<[string, Limits]>([
    ["deployment", { concurrentRunsMax: 1 }],
    ["location", { locationLimits: [{ location: "l", limit: 1 }] }],
    ["job", { jobLimits: [{ location: "l", job: "j", limit: 1 }] }],
  ])("%s", (_name, limits) => {
    expect(pass(limits, two)).toBe("a");
  });

  test("a deployment limit of 0 pauses, a negative one does not count, and one that isn't a number blocks", () => {
    expect(pass({ concurrentRunsMax: 0 }, two)).toBe("");
    expect(pass({ concurrentRunsMax: -1 }, two)).toBe("a b");
    expect(pass({ concurrentRunsMax: Number.NaN }, two)).toBe("");
  });

  test("a job limit may hold for each key on its own", () => {
    const keyed = ["x", "x", "y"].map((concurrencyKey, n) => run(`r${n}`, { location: "l", job: "j", concurrencyKey }));
    expect(pass({ jobLimits: [{ location: "l", job: "j", limit: 1, perKey: true }] }, keyed)).toBe("r0 r2");
  });

  test("a run of an unknown deployment is not admitted", () => {
    expect(pass({}, [run("a", { deploymentId: "gone" }), run("b")])).toBe("b");
  });
});

describe("pools", () => {
  const db = (limit: number, granularity: "op" | "run") => ({ pools: [{ name: "db", limit, granularity }] });
  const user = (id: string, rootPools: (string | null)[]) => run(id, { pools: ["db"], rootPools });

  test("by run: as many runs as have any step of the pool", () => {
    expect(pass(db(1, "run"), [user("a", [null]), user("b", [null]), run("c")])).toBe("a c");
  });

  test("by op: a run may start while a root step is free or its pool has room", () => {
    const slots = { poolSlots: [{ deploymentId: "dep", pool: "db", runId: "p" }] };
    expect(pass(db(1, "op"), [user("a", ["db"]), user("b", ["db", null]), user("c", ["db", "free"])], [], slots)).toBe(
      "b c",
    );
    expect(pass(db(2, "op"), [user("a", ["db"]), user("b", ["db"])], [], slots)).toBe("a");
  });

  test("by op: a starting run counts before its steps hold slots, a started one by its slots alone", () => {
    const before = [{ ...user("p", ["db"]), isStarting: true }];
    expect(pass(db(1, "op"), [user("a", ["db"])], before)).toBe("");
    expect(pass(db(1, "op"), [user("a", ["db"])], [user("p", ["db"])])).toBe("a");
  });

  test("slots that could not be read block", () => {
    expect(pass(db(5, "op"), [user("a", ["db"]), run("b")], [], { poolSlots: null })).toBe("b");
  });

  test("the default limit holds for pools with none of their own", () => {
    expect(pass({ defaultPoolLimit: 0 }, [user("a", ["db"]), run("b")])).toBe("b");
  });
});

describe("fair share", () => {
  const organizations = ["a", "b", "c"].map((id) => ({ id, concurrentRunsMax: -1, weight: id === "c" ? 2 : 1 }));
  const deployments = organizations.map(({ id }) => ({ id, organizationId: id, concurrentRunsMax: -1 }));
  const queued = ["a", "b", "c"].flatMap((id) =>
    Array.from({ length: 50 }, (_, n) =>
      run(`${id}${n}`, { deploymentId: id, tags: { "millrace/priority": id === "a" ? "9" : "0" } }),
    ),
  );

  test("organizations get places by weight, and priority never crosses them", () => {
    const { admitted } = admit({ organizations, deployments, inProgress: [], queued, capacity: 40 });
    const count = (id: string) => admitted.filter((it) => it.deploymentId === id).length;
    expect([count("a"), count("b"), count("c")]).toEqual([10, 10, 20]);
  });

  test("an organization with runs in progress waits for the others", () => {
    const inProgress = Array.from({ length: 5 }, (_, n) => run(`p${n}`, { deploymentId: "a" }));
    const { admitted } = admit({ organizations, deployments, inProgress, queued, capacity: 10 });
    expect(admitted.map((it) => it.deploymentId)).not.toContain("a");
    expect(admitted).toHaveLength(5);
  });

  test("an organization with nothing in progress starts one run in a reserved place, however busy the others are", () => {
    const inProgress = Array.from({ length: 10 }, (_, n) => run(`p${n}`, { deploymentId: "a" }));
    const input = { organizations, deployments, inProgress, queued, capacity: 10 };
    const admittedTo = (reserved: number) => admit({ ...input, reserved }).admitted.map((it) => it.deploymentId);
    expect(admittedTo(0)).toEqual([]);
    expect(admittedTo(1)).toEqual(["b"]);
    expect(admittedTo(5)).toEqual(["b", "c"]);
  });
});

test("whatever the queue and the limits, Unlimited is ever exceeded and nothing that fits is left waiting", () => {
  const tags = fc.record(
    {
      db: fc.constantFrom("x", "y"),
      team: fc.constantFrom("t", "u"),
      "millrace/priority": fc.constantFrom("1", "2", "bad"),
    },
    { requiredKeys: [] },
  ) as fc.Arbitrary<Record<string, string>>;
  const anyRun = fc.record({
    deploymentId: fc.constantFrom("d1", "d2", "d3"),
    tags,
    location: fc.constantFrom("l", "m"),
    job: fc.constantFrom("j", null),
    pools: fc.subarray(["p"]),
  });
  const limit = fc.integer({ min: -1, max: 3 });
  const anyTagLimit = fc.record(
    {
      key: fc.constantFrom("db", "team"),
      limit,
      value: fc.constantFrom("x", "t"),
      applyLimitPerUniqueValue: fc.boolean(),
    },
    { requiredKeys: ["key", "limit"] },
  );

  fc.assert(
    fc.property(
      fc.array(anyRun, { maxLength: 30 }),
      fc.nat(5),
      fc.array(anyTagLimit, { maxLength: 4 }),
      fc.array(limit, { minLength: 7, maxLength: 7 }),
      (runs, running, tagLimits, limits) => {
        const [quota = 0, d1 = 0, d2 = 0, location = 0, job = 0, pool = 0, capacity = 0] = limits;
        const all = runs.map((it, index) => ({ ...it, id: String(index) }));
        const [inProgress, queued] = [all.slice(0, running), all.slice(running)];
        const shared = {
          tagLimits,
          locationLimits: [{ location: "l", limit: location }],
          jobLimits: [{ location: "m", job: "j", limit: job }],
          pools: [{ name: "p", limit: pool, granularity: "run" as const }],
        };
        const input: AdmissionInput = {
          organizations: [
            { id: "o", concurrentRunsMax: quota },
            { id: "o3", concurrentRunsMax: -1, weight: 2 },
          ],
          deployments: [
            { id: "d1", organizationId: "o", concurrentRunsMax: d1, ...shared },
            { id: "d2", organizationId: "o", concurrentRunsMax: d2, ...shared },
            { id: "d3", organizationId: "o3", concurrentRunsMax: -1, ...shared },
          ],
          inProgress,
          queued,
          capacity,
        };
        const { admitted } = admit(input);
        expect(new Set(admitted).size).toBe(admitted.length);

        /** Every limit as (name, members, size), said again without counters. */
        const holding = (members: readonly AdmissionRun[]): { max: number; members: AdmissionRun[] }[] => {
          const of = (max: number, test: (it: AdmissionRun) => boolean) => ({ max, members: members.filter(test) });
          return [
            of(capacity, () => true),
            of(quota, (it) => it.deploymentId !== "d3"),
            of(d1, (it) => it.deploymentId === "d1"),
            of(d2, (it) => it.deploymentId === "d2"),
            ...["d1", "d2", "d3"].flatMap((id) => [
              of(location, (it) => it.deploymentId === id && it.location === "l"),
              of(job, (it) => it.deploymentId === id && it.location === "m" && it.job === "j"),
              of(pool, (it) => it.deploymentId === id && (it.pools ?? []).includes("p")),
              ...tagLimits.flatMap(({ key, value, limit: max, applyLimitPerUniqueValue: perValue }) => {
                const values = value !== undefined ? [value] : perValue ? ["x", "y", "t", "u"] : [undefined];
                return values.map((v) =>
                  of(
                    max,
                    (it) =>
                      it.deploymentId === id && it.tags[key] !== undefined && (v === undefined || it.tags[key] === v),
                  ),
                );
              }),
            ]),
          ];
        };
        const before = holding(inProgress);
        for (const [index, { max, members }] of holding([...inProgress, ...admitted]).entries()) {
          if (max >= 0) expect(members.length).toBeLessThanOrEqual(Math.max(max, before[index]?.members.length ?? 0));
        }
        for (const left of queued.filter((it) => !admitted.some(({ id }) => id === it.id))) {
          const exceeded = holding([...inProgress, ...admitted, left]).filter(
            ({ max, members }) => max >= 0 && members.length > max && members.some(({ id }) => id === left.id),
          );
          expect(exceeded.length).toBeGreaterThan(0);
        }
      },
    ),
    { numRuns: 400 },
  );
});

test("of 100,000 queued runs of 200 organizations each organization gets its limit", () => {
  const organizations = Array.from({ length: 200 }, (_, n) => ({ id: `o${n}`, concurrentRunsMax: 10 }));
  const deployments = organizations.map(({ id }) => ({ id, organizationId: id, concurrentRunsMax: -1 }));
  const queued = Array.from({ length: 100_000 }, (_, n) => run(`r${n}`, { deploymentId: `o${n % 200}` }));
  expect(admit({ organizations, deployments, inProgress: [], queued }).admitted).toHaveLength(2_000);
});
