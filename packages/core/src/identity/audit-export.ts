import type { AuditRecord } from "./audit";

export const AUDIT_FORMATS = ["jsonl", "csv"] as const;
export type AuditFormat = (typeof AUDIT_FORMATS)[number];

const COLUMNS = [
  "id",
  "at",
  "actorKind",
  "actorId",
  "actorName",
  "action",
  "target",
  "details",
  "ip",
  "requestId",
  "prevHash",
  "hash",
] as const satisfies readonly (keyof AuditRecord)[];

/** Returns what an export begins with: the header line of CSV, nothing for JSON lines. */
export const auditExportHead = (format: AuditFormat): string => (format === "csv" ? `${COLUMNS.join(",")}\r\n` : "");

/** Returns an entry as one line of JSON, or of CSV (RFC 4180). Both contain the hashes of the chain. */
export function auditExportLine(format: AuditFormat, entry: AuditRecord): string {
  if (format === "csv") return `${COLUMNS.map((column) => csvCell(entry[column])).join(",")}\r\n`;
  return `${JSON.stringify(Object.fromEntries(COLUMNS.map((column) => [column, entry[column]])))}\n`;
}

function csvCell(value: AuditRecord[keyof AuditRecord]): string {
  const text = inertText(textOf(value));
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (value instanceof Date) return value.toISOString();
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** Spreadsheets run text that begins like a formula: an apostrophe in front makes it text. */
const inertText = (text: string): string => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);
