import { formatBytes, formatDuration } from "@millrace/ui";

export type ColumnSource = { readonly asset: string; readonly column: string };
export type MetadataTable = { readonly columns: readonly string[]; readonly rows: readonly (readonly string[])[] };
/** An asset column: its schema and its upstream columns. */
export type AssetColumn = {
  readonly name: string;
  readonly type?: string;
  readonly description?: string;
  readonly sources: readonly ColumnSource[];
};

/** How one piece of metadata is shown. */
export type MetadataView =
  | { readonly kind: "text" | "code" | "markdown" | "time" }
  | { readonly kind: "number"; readonly value: number; readonly format: (value: number) => string }
  | { readonly kind: "link"; readonly href: string }
  | { readonly kind: "asset" | "run" | "job" }
  | { readonly kind: "table"; readonly table: MetadataTable }
  | { readonly kind: "columns"; readonly columns: readonly AssetColumn[] };

export type MetadataEntry = {
  readonly name: string;
  /** One line if it fits; for a table, its size. */
  readonly text: string;
  readonly view: MetadataView;
};

const number = new Intl.NumberFormat("en-US", { maximumFractionDigits: 4 });
const FORMATS: Readonly<Record<string, (value: number) => string>> = { bytes: formatBytes, duration: formatDuration };

/** Converts stored metadata, `{ type, value }` by name. Untyped values are shown by their JavaScript type. */
export function metadataEntries(metadata: unknown): MetadataEntry[] {
  return Object.entries(recordOf(metadata)).map(([name, stored]) => {
    const typed = recordOf(stored);
    return "type" in typed && "value" in typed
      ? entryOf(name, String(typed.type), typed.value)
      : entryOf(name, "", stored);
  });
}

function entryOf(name: string, type: string, value: unknown): MetadataEntry {
  if (typeof value === "number") {
    const format = FORMATS[type] ?? number.format;
    return { name, text: format(value), view: { kind: "number", value, format } };
  }
  if (typeof value === "string") return { name, text: value, view: textView(type, value) };
  if (typeof value === "boolean") return { name, text: value ? "yes" : "no", view: { kind: "text" } };
  const columns = columnsOf(type, value);
  if (columns) return { name, text: counted(columns.length, "column"), view: { kind: "columns", columns } };
  const table = type === "table" ? tableOf(value) : undefined;
  if (table) return { name, text: counted(table.rows.length, "row"), view: { kind: "table", table } };
  return { name, text: JSON.stringify(value, null, 2) ?? "", view: { kind: "code" } };
}

function textView(type: string, text: string): MetadataView {
  switch (type) {
    case "url":
      return isWebAddress(text) ? { kind: "link", href: text } : { kind: "code" };
    case "asset":
    case "run":
    case "job":
    case "markdown":
      return { kind: type };
    case "path":
      return { kind: "code" };
    case "timestamp":
      return Number.isNaN(Date.parse(text)) ? { kind: "text" } : { kind: "time" };
    default:
      return { kind: "text" };
  }
}

/** Only these schemes become links: a `javascript:` URL would run in the viewer's session. */
const isWebAddress = (text: string): boolean => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);

function columnsOf(type: string, value: unknown): AssetColumn[] | undefined {
  if (type === "columnLineage")
    return Object.entries(recordOf(value)).map(([name, sources]) => ({ name, sources: sourcesOf(sources) }));
  const { columns } = recordOf(value);
  if (type !== "tableSchema" || !Array.isArray(columns)) return undefined;
  return columns.map(recordOf).map((column) => ({
    name: cellText(column.name),
    ...(typeof column.type === "string" ? { type: column.type } : {}),
    ...(typeof column.description === "string" ? { description: column.description } : {}),
    sources: [],
  }));
}

function sourcesOf(value: unknown): ColumnSource[] {
  if (!Array.isArray(value)) return [];
  return value.map(recordOf).map(({ asset, column }) => ({ asset: cellText(asset), column: cellText(column) }));
}

/** Merges an asset's column schema and column lineage into one table. */
export function assetColumns(entries: readonly MetadataEntry[]): AssetColumn[] {
  const merged = new Map<string, AssetColumn>();
  for (const { view } of entries) {
    if (view.kind !== "columns") continue;
    for (const column of view.columns) {
      const before = merged.get(column.name);
      merged.set(column.name, { ...before, ...column, sources: [...(before?.sources ?? []), ...column.sources] });
    }
  }
  return [...merged.values()];
}

function tableOf(value: unknown): MetadataTable | undefined {
  const { columns, rows } = recordOf(value);
  if (!Array.isArray(columns) || !Array.isArray(rows)) return undefined;
  const names = columns.map((column) => cellText(recordOf(column).name));
  return { columns: names, rows: rows.map((row) => names.map((name) => cellText(recordOf(row)[name]))) };
}

const recordOf = (value: unknown): Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};

const counted = (count: number, unit: string): string => `${count} ${count === 1 ? unit : `${unit}s`}`;

function cellText(value: unknown): string {
  if (value === null || value === undefined) return "–";
  if (typeof value === "number") return number.format(value);
  return typeof value === "string" ? value : JSON.stringify(value);
}
