import { assertStorable, auditExportResponse, enterOrganization, problemResponse, requestIdOf } from "@millrace/api";
import { rolePermissionMissing } from "@millrace/core/identity";
import { ExportAuditInput } from "@millrace/services/audit";
import { getServer } from "@/server/composition";

export const dynamic = "force-dynamic";

type Context = { params: Promise<{ org: string }> };

/** Downloads the audit log: `?format=jsonl|csv`, with the filters of the page. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const requestId = requestIdOf(request);
  const { contextOf, useCases, log } = await getServer();
  try {
    const org = await enterOrganization(await contextOf(request, requestId), (await params).org);
    if (!org.can("audit:read")) throw rolePermissionMissing("audit:read");
    const query = Object.fromEntries(new URL(request.url).searchParams);
    assertStorable(query);
    const input = ExportAuditInput.parse(query);
    return auditExportResponse(org.slug, input.format, await useCases.audit.export(org.scope, input));
  } catch (error) {
    const response = problemResponse(error, requestId);
    if (response.status === 500) log.error({ err: error, requestId }, "audit export failed");
    return response;
  }
}
