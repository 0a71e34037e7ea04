import type { Duration } from "./duration";
import { durationMs } from "./duration";
import type { Json } from "./json";

/** A typed piece of metadata; types of plain numbers, strings, booleans, and JSON are inferred. */
export interface MetadataValue {
  readonly type:
    | "text"
    | "url"
    | "path"
    | "json"
    | "markdown"
    | "int"
    | "float"
    | "bool"
    | "timestamp"
    | "duration"
    | "bytes"
    | "table"
    | "tableSchema"
    | "columnLineage"
    | "asset"
    | "run"
    | "job";
  readonly value: Json;
}

/** Metadata by name, for `ctx.metadata` and check results. */
export type MetadataMap = Readonly<Record<string, Json | MetadataValue>>;

/** A column of a table. */
export interface TableColumn {
  readonly name: string;
  readonly type?: string;
  readonly description?: string;
}

const BRAND = Symbol.for("millrace.metadata");
function typed(type: MetadataValue["type"], value: Json): MetadataValue {
  return Object.defineProperty({ type, value }, BRAND, { value: true });
}

/**
 * Constructors of typed metadata. Numeric values (int, float, duration, bytes) are plotted over time.
 * @example
 * metadata({ rows: meta.int(1200), report: meta.url("https://…"), took: meta.duration("90s") });
 */
export const meta = {
  /** Text. */
  text: (value: string): MetadataValue => typed("text", value),
  /** A URL, shown as a link. */
  url: (value: string): MetadataValue => typed("url", value),
  /** A path, shown as code. */
  path: (value: string): MetadataValue => typed("path", value),
  /** JSON, shown as a tree. */
  json: (value: Json): MetadataValue => typed("json", value),
  /** Markdown. */
  markdown: (value: string): MetadataValue => typed("markdown", value),
  /** An integer; decimals are truncated. */
  int: (value: number): MetadataValue => typed("int", Math.trunc(value)),
  /** A number. */
  float: (value: number): MetadataValue => typed("float", value),
  /** True or false. */
  bool: (value: boolean): MetadataValue => typed("bool", value),
  /** A point in time. */
  timestamp: (value: Date): MetadataValue => typed("timestamp", value.toISOString()),
  /** A duration, in milliseconds or as text. */
  duration: (value: number | Duration): MetadataValue =>
    typed("duration", typeof value === "number" ? value : durationMs(value, "meta.duration")),
  /** A size in bytes. */
  bytes: (value: number): MetadataValue => typed("bytes", value),
  /** Rows of a table. Columns default to those of the first row. */
  table: (rows: readonly Readonly<Record<string, Json>>[], columns?: readonly TableColumn[]): MetadataValue =>
    typed("table", {
      rows,
      columns: (columns ?? Object.keys(rows[0] ?? {}).map((name) => ({ name }))) as unknown as Json,
    }),
  /** Columns of a table. */
  tableSchema: (columns: readonly TableColumn[]): MetadataValue =>
    typed("tableSchema", { columns: columns as unknown as Json }),
  /** For each column, the upstream columns it is derived from. */
  columnLineage: (columns: Readonly<Record<string, readonly { asset: string; column: string }[]>>): MetadataValue =>
    typed("columnLineage", columns as unknown as Json),
  /** A link to an asset, by key. */
  asset: (key: string): MetadataValue => typed("asset", key),
  /** A link to a run, by ID. */
  run: (id: string): MetadataValue => typed("run", id),
  /** A link to a job, by name. */
  job: (name: string): MetadataValue => typed("job", name),
} as const;

/** Gives plain values their metadata type, so that readers need not guess. */
export function normalizeMetadata(map: MetadataMap): Record<string, MetadataValue> {
  return Object.fromEntries(Object.entries(map).map(([name, value]) => [name, normalize(value)]));
}

function normalize(value: Json | MetadataValue): MetadataValue {
  if (typeof value === "string") return { type: "text", value };
  if (typeof value === "boolean") return { type: "bool", value };
  if (typeof value === "number") return { type: Number.isInteger(value) ? "int" : "float", value };
  if (value !== null && typeof value === "object" && BRAND in value) return value as MetadataValue;
  return { type: "json", value: value as Json };
}
