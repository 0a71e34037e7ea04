import { auditExportResponse, orgAccess, problemResponse, requestIdOf } from "@millrace/api";
import { DomainError } from "@millrace/core";
import { rolePermissionMissing } from "@millrace/core/identity";
import { ExportAuditInput } from "@millrace/services/audit";
import { getServer } from "@/server/composition";

export const dynamic = "force-dynamic";

type Context = { params: Promise<{ org: string }> };

/** Downloads the audit log: `?format=jsonl|csv`, with the filters of the page. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const requestId = requestIdOf(request);
  const { contextOf, stores, useCases, log } = await getServer();
  try {
    const { user, ip } = await contextOf(request, requestId);
    const slug = (await params).org;
    const member = user && (await stores.access.findMembership(user.id, slug));
    if (!member) throw new DomainError("notFound", "organization_not_found", `Organization "${slug}" not found.`);
    const org = orgAccess(member, { kind: "user", id: user.id, name: user.name, ip, requestId });
    if (!org.can("audit:read")) throw rolePermissionMissing("audit:read");
    const input = ExportAuditInput.parse(Object.fromEntries(new URL(request.url).searchParams));
    return auditExportResponse(org.slug, input.format, await useCases.audit.export(org.scope, input));
  } catch (error) {
    const response = problemResponse(error, requestId);
    if (response.status === 500) log.error({ err: error, requestId }, "audit export failed");
    return response;
  }
}
