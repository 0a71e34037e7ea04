import { formatBytes, formatDuration } from "@millrace/ui";

export type MetadataTable = { columns: readonly string[]; rows: readonly (readonly string[])[] };
export type MetadataEntry = {
  name: string;
  kind: string;
  /** In one line where it fits; of a table, how large it is. */
  text: string;
  number?: number;
  href?: string;
  table?: MetadataTable;
};

const number = new Intl.NumberFormat("en-US", { maximumFractionDigits: 4 });

/** Metadata as it is stored: plain values, or `{ type, value }` where the author said more. */
export function metadataEntries(metadata: unknown): MetadataEntry[] {
  if (!metadata || typeof metadata !== "object") return [];
  return Object.entries(metadata as Record<string, unknown>).map(([name, stored]) => {
    const typed = isTyped(stored) ? stored : { type: typeof stored, value: stored };
    return entryOf(name, typed.type, typed.value);
  });
}

function isTyped(value: unknown): value is { type: string; value: unknown } {
  return Boolean(value) && typeof value === "object" && "type" in (value as object) && "value" in (value as object);
}

function entryOf(name: string, kind: string, value: unknown): MetadataEntry {
  if (typeof value === "number" && kind === "bytes") return { name, kind, text: formatBytes(value), number: value };
  if (typeof value === "number" && kind === "duration")
    return { name, kind, text: formatDuration(value), number: value };
  if (typeof value === "number") return { name, kind, text: number.format(value), number: value };
  if (kind === "url" && typeof value === "string" && /^https?:\/\//.test(value))
    return { name, kind, text: value, href: value };
  if (typeof value === "string") return { name, kind, text: value };
  const table = tableOfKind(kind, value);
  if (table) return { name, kind, text: `${table.rows.length} ${table.rows.length === 1 ? "row" : "rows"}`, table };
  return { name, kind, text: JSON.stringify(value, null, 2) ?? "" };
}

function tableOfKind(kind: string, value: unknown): MetadataTable | undefined {
  if (kind === "table") return tableOf(value);
  if (kind === "columnLineage" && value !== null && typeof value === "object") return lineageOf(value);
  const { columns } = (value ?? {}) as { columns?: unknown };
  if (kind !== "tableSchema" || !Array.isArray(columns)) return undefined;
  const fields = ["name", "type", "description"] as const;
  return {
    columns: ["Column", "Type", "Description"],
    rows: columns.map((column: Record<string, unknown>) => fields.map((field) => cellText(column?.[field]))),
  };
}

/** For each column, the columns of other assets that it comes from. */
function lineageOf(value: object): MetadataTable {
  const rows = Object.entries(value).map(([column, sources]: [string, unknown]) => {
    const list = Array.isArray(sources) ? (sources as { asset?: unknown; column?: unknown }[]) : [];
    return [column, list.map((source) => `${source.asset}.${source.column}`).join(", ")];
  });
  return { columns: ["Column", "Comes from"], rows };
}

function tableOf(value: unknown): MetadataTable | undefined {
  const { columns, rows } = (value ?? {}) as { columns?: unknown; rows?: unknown };
  if (!Array.isArray(columns) || !Array.isArray(rows)) return undefined;
  const names = columns.map((column: { name?: unknown }) => String(column?.name ?? ""));
  return {
    columns: names,
    rows: rows.map((row: Record<string, unknown>) => names.map((name) => cellText(row?.[name]))),
  };
}

function cellText(value: unknown): string {
  if (value === null || value === undefined) return "–";
  if (typeof value === "number") return number.format(value);
  return typeof value === "string" ? value : JSON.stringify(value);
}
