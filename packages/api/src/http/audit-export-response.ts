import type { AuditFormat } from "@millrace/core/identity";
import { streamText } from "./stream-text";

const CONTENT_TYPE: Record<AuditFormat, string> = {
  jsonl: "application/jsonl; charset=utf-8",
  csv: "text/csv; charset=utf-8",
};

/** Returns an export of the audit log as a file to download. */
export const auditExportResponse = (
  org: string,
  format: AuditFormat,
  lines: AsyncGenerator<string, void, void>,
): Response =>
  new Response(streamText(lines), {
    headers: {
      "content-type": CONTENT_TYPE[format],
      "content-disposition": `attachment; filename="${org}-audit.${format}"`,
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
    },
  });
