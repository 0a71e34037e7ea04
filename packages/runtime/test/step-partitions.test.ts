import { asset, dynamicPartitions, mapping, staticPartitions } from "@millrace/sdk";
import { expect, test } from "vitest";
import { MemoryPartitions } from "../src/local/memory-partitions";
import { walk } from "./walk";

const customers = dynamicPartitions("customers");

test("commits a step's changes to a partition set with its success; the last change of a key wins", async () => {
  const partitions = new MemoryPartitions({ customers: ["old", "kept"] });
  const seen: (readonly string[])[] = [];
  const crm = asset("crm", {}, async ({ partitions: sets }) => {
    sets.add(customers, ["zeta", "acme", "kept"]);
    sets.delete(customers, ["old", "acme"]);
    sets.add(customers, ["acme"]);
    seen.push(await sets.list(customers));
  });
  const { events } = await walk({ crm }, { partitions });
  const changes = { customers: { add: ["zeta", "kept", "acme"], delete: ["old"] } };
  expect(events.find((event) => event.type === "stepSucceeded")).toMatchObject({ dynamicPartitions: changes });
  expect(seen).toEqual([["kept", "zeta", "acme"]]);
});

test("discards the changes of a failed attempt", async () => {
  const crm = asset("crm", { retry: { max: 1 } }, ({ partitions: sets, attempt }) => {
    sets.add(customers, [`attempt-${attempt}`]);
    if (attempt === 1) throw new Error("not yet");
  });
  const { events } = await walk({ crm });
  const committed = events.flatMap((event) => (event.type === "stepSucceeded" ? [event.dynamicPartitions] : []));
  expect(committed).toEqual([{ customers: { add: ["attempt-2"], delete: [] } }]);
});

test.each([
  ["a|b", /aren't allowed/],
  ["", /can't be empty/],
  [" a", /can't start or end with a space/],
  ["x".repeat(256), /partitionKeyCharsMax/],
])("fails a step that adds the key %j, with the rule", async (key, rule) => {
  const crm = asset("crm", {}, ({ partitions: sets }) => sets.add(customers, [key]));
  expect((await walk({ crm })).done.error?.message).toMatch(rule);
});

test("fails a step that adds too many keys, or would make a set too large, naming the limit", async () => {
  const many = (count: number) => Array.from({ length: count }, (_, n) => `c${n}`);
  const crm = asset("crm", {}, ({ partitions: sets }) => sets.add(customers, many(10_001)));
  expect((await walk({ crm })).done.error).toMatchObject({
    code: "DYNAMIC_PARTITION_CHANGES_MAX",
    message: expect.stringContaining("dynamicPartitionChangesMax"),
  });
  const full = new MemoryPartitions({ customers: many(100_000) });
  const one = asset("one", {}, ({ partitions: sets }) => sets.add(customers, ["one more"]));
  expect((await walk({ one }, { partitions: full })).done.error).toMatchObject({ code: "DYNAMIC_PARTITIONS_MAX" });
});

test("accepts only the value of dynamicPartitions as a set", async () => {
  const days = staticPartitions(["a"]) as never;
  const crm = asset("crm", {}, ({ partitions: sets }) => sets.add(days, ["b"]));
  expect((await walk({ crm })).done.error?.message).toMatch(/requires the object returned by dynamicPartitions/);
});

test("a mapping uses the current keys of a partition set, in insertion order", async () => {
  const accounts = asset("accounts", { partitions: customers }, ({ partition }) => partition.key);
  const newest = asset(
    "newest",
    { partitions: staticPartitions(["a"]), deps: { newest: accounts.mapped(mapping.last(1)) } },
    ({ inputs }) => Object.keys(inputs.newest),
  );
  const partitions = new MemoryPartitions({ customers: ["zeta", "acme"] });
  const { values } = await walk({ accounts }, { partitionKeys: ["zeta"], partitions });
  await walk({ accounts }, { partitionKeys: ["acme"], partitions, values });
  const target = { kind: "assets", keys: ["newest"] } as const;
  const { value } = await walk({ accounts, newest }, { target, partitionKeys: ["a"], partitions, values });
  expect(value("newest")).toEqual(["acme"]);
});
