import { AUDIT_FORMATS, type AuditStore, auditExportHead, auditExportLine } from "@millrace/core/identity";
import { z } from "zod";
import type { Scope } from "../scope";
import { auditEntries } from "./audit-entries";
import { AuditFilterInput } from "./list-audit";

export const ExportAuditInput = AuditFilterInput.extend({
  format: z.enum(AUDIT_FORMATS).default("jsonl").describe("JSON lines, or CSV with a header"),
  after: z.string().max(100).optional().describe("ID of the last entry you have; the export continues after it"),
});
export type ExportAuditInput = z.output<typeof ExportAuditInput>;

/**
 * Exports audit entries, oldest first, as text in pieces. The export itself is recorded before it starts. Continued
 * exports (`after`) of the unfiltered log contain the whole chain, so that its hashes can be checked elsewhere.
 */
export const exportAudit =
  ({ audit }: { readonly audit: AuditStore }) =>
  async (scope: Scope, { format, after, ...filter }: ExportAuditInput): Promise<AsyncGenerator<string, void, void>> => {
    const details = { format, ...(after === undefined ? {} : { after }), ...filter };
    await audit.append(scope.orgId, { actor: scope.actor, action: "audit.exported", target: scope.orgId, details });
    return lines();

    async function* lines() {
      const head = auditExportHead(format);
      if (head !== "") yield head;
      for await (const entry of auditEntries(audit, scope.orgId, { ...filter, afterId: after })) {
        yield auditExportLine(format, entry);
      }
    }
  };
