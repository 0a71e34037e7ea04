import { type AuditUseCases, ExportAuditInput } from "@millrace/services/audit";
import { z } from "zod";
import { auditExportResponse } from "../../http/audit-export-response";
import { route } from "../route";

export type AuditRouteDeps = { readonly audit: Pick<AuditUseCases, "export"> };

/** Routes of the audit log. */
export const auditRoutes = ({ audit }: AuditRouteDeps) => [
  route({
    method: "GET",
    path: "/orgs/{org}/audit/export",
    permission: "audit:read",
    summary: "Export the audit log as JSON lines or CSV, oldest first",
    input: ExportAuditInput,
    output: z.string(),
    handler: async ({ org }, input) =>
      auditExportResponse(org.slug, input.format, await audit.export(org.scope, input)),
  }),
];
