import { decodeCursor, type Page, PageInput, toPage } from "@millrace/core";
import type { AuditRecord, AuditStore } from "@millrace/core/identity";
import { z } from "zod";
import type { Scope } from "../scope";

const Filter = {
  action: z.string().max(100).optional().describe("an action or its beginning: `token`"),
  actorId: z.string().max(100).optional(),
};
export const AuditFilterInput = z.object(Filter);
export const ListAuditInput = PageInput.extend(Filter);

/** Lists audit entries, newest first. */
export const listAudit =
  ({ audit }: { readonly audit: AuditStore }) =>
  async (
    scope: Scope,
    input: z.infer<typeof ListAuditInput>,
  ): Promise<Page<Omit<AuditRecord, "hash" | "prevHash">>> => {
    const beforeId = decodeCursor(input.cursor)?.[0];
    const rows = await audit.list(scope.orgId, {
      limit: input.limit + 1,
      beforeId: beforeId === undefined ? undefined : String(beforeId),
      action: input.action,
      actorId: input.actorId,
    });
    return toPage(rows, input.limit, (row) => [row.id]);
  };
