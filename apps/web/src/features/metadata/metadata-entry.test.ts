import { meta, normalizeMetadata } from "@millrace/sdk";
import { expect, test } from "vitest";
import { seriesOf } from "../assets/detail/metric-series";
import { assetColumns, metadataEntries } from "./metadata-entry";

const entriesOf = (metadata: Parameters<typeof normalizeMetadata>[0]) =>
  Object.fromEntries(
    metadataEntries(JSON.parse(JSON.stringify(normalizeMetadata(metadata)))).map((it) => [it.name, it]),
  );

test("renders every metadata type that an author can record", () => {
  const entries = entriesOf({
    text: "two",
    int: 1_200,
    float: 0.5,
    bool: true,
    json: { a: [1] },
    url: meta.url("https://example.com/orders"),
    path: meta.path("s3://bucket/key"),
    markdown: meta.markdown("**three**"),
    at: meta.timestamp(new Date("2026-01-02T00:00:00Z")),
    took: meta.duration("90s"),
    size: meta.bytes(2_048),
    sample: meta.table([{ id: 1, name: null }]),
    upstream: meta.asset("raw/orders"),
    before: meta.run("run_1"),
    job: meta.job("nightly"),
  });
  expect(Object.fromEntries(Object.entries(entries).map(([name, it]) => [name, [it.view.kind, it.text]]))).toEqual({
    text: ["text", "two"],
    int: ["number", "1,200"],
    float: ["number", "0.5"],
    bool: ["text", "yes"],
    json: ["code", '{\n  "a": [\n    1\n  ]\n}'],
    url: ["link", "https://example.com/orders"],
    path: ["code", "s3://bucket/key"],
    markdown: ["markdown", "**three**"],
    at: ["time", "2026-01-02T00:00:00.000Z"],
    took: ["number", "1m 30s"],
    size: ["number", "2.0 KiB"],
    sample: ["table", "1 row"],
    upstream: ["asset", "raw/orders"],
    before: ["run", "run_1"],
    job: ["job", "nightly"],
  });
  expect(entries.sample?.view).toMatchObject({ table: { columns: ["id", "name"], rows: [["1", "–"]] } });
});

test.each([
  "javascript:alert(1)",
  "JAVASCRIPT:alert(1)",
  " javascript:alert(1)",
  "data:text/html,x",
  "vbscript:x",
  "//x",
])("the address %s is shown and never followed", (url) => {
  expect(metadataEntries({ link: { type: "url", value: url } })[0]).toMatchObject({
    text: url,
    view: { kind: "code" },
  });
});

test("merges a schema and lineage into one table of columns with sources", () => {
  const entries = Object.values(
    entriesOf({
      schema: meta.tableSchema([
        { name: "id", type: "integer" },
        { name: "amount", description: "net" },
      ]),
      lineage: meta.columnLineage({ amount: [{ asset: "raw", column: "price" }], tax: [] }),
    }),
  );
  expect(assetColumns(entries)).toEqual([
    { name: "id", type: "integer", sources: [] },
    { name: "amount", description: "net", sources: [{ asset: "raw", column: "price" }] },
    { name: "tax", sources: [] },
  ]);
});

test("shows malformed metadata as it is", () => {
  const odd = { a: null, b: [], c: { type: "table", value: 1 }, d: { type: "columnLineage", value: { x: [null, 3] } } };
  expect(metadataEntries(odd).map((it) => it.view.kind)).toEqual(["code", "code", "number", "columns"]);
  expect(metadataEntries(undefined)).toEqual([]);
});

test("plots numbers over time with their unit", () => {
  const series = seriesOf(
    [2, 1].map((day) => ({
      at: new Date(`2026-01-0${day}`),
      runId: `run_${day}`,
      metadata: { size: { type: "bytes", value: day * 1_024 }, note: { type: "text", value: "x" } },
    })),
    (id) => `/runs/${id}`,
  );
  expect(series).toMatchObject([{ name: "size", points: [{ value: 2_048, href: "/runs/run_2" }, { value: 1_024 }] }]);
  expect(series[0]?.format(2_048)).toBe("2.0 KiB");
});
