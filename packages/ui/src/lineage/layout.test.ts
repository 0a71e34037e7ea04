import { expect, test } from "vitest";
import { layoutLineage, relatives } from "./layout";
import type { Box, LineageNode } from "./model";

const node = (id: string, group: string, deps: string[] = []): LineageNode => ({
  id,
  group,
  deps,
  label: id,
  kinds: [],
});
const medallion = [
  node("raw", "bronze"),
  node("raw2", "bronze"),
  node("clean", "silver", ["raw", "raw2"]),
  node("daily", "gold", ["clean"]),
  node("monthly", "gold", ["clean", "daily"]),
];
const overlap = (a: Box, b: Box) =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

test("expanded groups contain their assets and never overlap each other", () => {
  const layout = layoutLineage(medallion, new Set(["bronze", "silver", "gold"]));
  expect(layout.nodes).toHaveLength(5);
  for (const [index, group] of layout.groups.entries()) {
    for (const other of layout.groups.slice(index + 1)) expect(overlap(group, other)).toBe(false);
  }
  const gold = layout.groups.find((group) => group.label === "gold")!;
  const daily = layout.nodes.find((placed) => placed.id === "daily")!;
  expect(daily.x).toBeGreaterThan(gold.x);
  expect(daily.x + daily.width).toBeLessThan(gold.x + gold.width);
});

test("parallel edges of collapsed groups are drawn as one with their count", () => {
  const layout = layoutLineage(medallion, new Set());
  expect(layout.nodes).toHaveLength(0);
  expect(layout.edges).toEqual([
    { id: "group:bronze→group:silver", from: "group:bronze", to: "group:silver", count: 2 },
    { id: "group:silver→group:gold", from: "group:silver", to: "group:gold", count: 2 },
  ]);
});

test("an edge into an expanded group ends at the asset", () => {
  const ids = layoutLineage(medallion, new Set(["gold"])).edges.map((edge) => edge.id);
  expect(ids).toEqual(["group:bronze→group:silver", "group:silver→daily", "group:silver→monthly", "daily→monthly"]);
});

test("lays out a graph of 3,000 assets with all groups expanded", () => {
  const many = Array.from({ length: 3_000 }, (_, index) => {
    const deps =
      index < 250
        ? []
        : [`n${index - 250}`, ...(index % 2 ? [`n${index - 201}`] : [])].filter((dep) => dep !== `n${index}`);
    return node(`n${index}`, `layer${Math.floor(index / 250)}/g${index % 10}`, deps);
  });
  const layout = layoutLineage(many, new Set(many.map((each) => each.group)));
  expect(layout.nodes).toHaveLength(3_000);
});

test("relatives are upstream and downstream, but not siblings", () => {
  expect([...relatives(medallion, new Set(["raw"]))].sort()).toEqual(["clean", "daily", "monthly", "raw"]);
});
