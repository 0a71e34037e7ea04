import type { AuditDraft } from "@millrace/core/identity";
import type { ActivationOutcome, ActivationRequest } from "@millrace/core/locations";
import type { DefinitionKind } from "@millrace/core/manifest";
import { keyedLock } from "../../locks";
import { sqlInPrisma } from "../../sql-in-prisma";
import { storableJson } from "../../storable";
import { recordAudit, type Tx } from "../audit/audit";

/** Activations of one deployment go one after the other, so that no two locations can take one key. */
export async function activateIn(
  tx: Tx,
  orgId: string,
  request: ActivationRequest,
  audit: AuditDraft,
): Promise<ActivationOutcome> {
  const { deploymentId, locationId, versionId, kind, by } = request;
  await sqlInPrisma(tx).execute(keyedLock("activation", orgId, deploymentId));

  const taken = await findConflictingKey(tx, orgId, request);
  if (taken) return { kind: "taken", by: taken };
  const key = { orgId_deploymentId_locationId: { orgId, deploymentId, locationId } };
  if (kind === "push") {
    const newer = await newerActive(tx, orgId, request);
    if (newer !== null) return { kind: "superseded", number: newer };
  }

  const active = { versionId, activatedBy: by, activatedAt: new Date() };
  await tx.activeVersion.upsert({
    where: key,
    create: { orgId, deploymentId, locationId, ...active },
    update: active,
  });
  await tx.activation.create({ data: { orgId, deploymentId, locationId, versionId, kind, by } });
  await invalidateChangedRanges(tx, orgId, request);
  await tx.definition.deleteMany({ where: { orgId, deploymentId, locationId } });
  await insertDefinitions(tx, orgId, request);
  await recordAudit(tx, orgId, audit);
  return { kind: "activated" };
}

/** One statement for thousands of rows. */
async function insertDefinitions(tx: Tx, orgId: string, request: ActivationRequest): Promise<void> {
  const { deploymentId, locationId, versionId, definitions } = request;
  await tx.$executeRaw`
    insert into "Definition" ("orgId", "deploymentId", "locationId", "versionId", "kind", "key", "group", "owners", "data")
    select ${orgId}, ${deploymentId}, ${locationId}, ${versionId}, new.*
    from jsonb_to_recordset(${storableJson(definitions)}::jsonb)
      as new("kind" text, "key" text, "group" text, "owners" text[], "data" jsonb)`;
}

/** Statuses are stored as ranges of keys, which other partitions give another meaning: they are summed up again. */
async function invalidateChangedRanges(
  tx: Tx,
  orgId: string,
  { deploymentId, definitions }: ActivationRequest,
): Promise<void> {
  const partitioned = definitions.flatMap(({ kind, key, data }) =>
    kind === "asset" && "partitions" in data ? [{ key, partitions: data.partitions }] : [],
  );
  if (partitioned.length === 0) return;
  await tx.$executeRaw`
    update "AssetState" state set "partitionRanges" = null
    from jsonb_to_recordset(${storableJson(partitioned)}::jsonb) as new("key" text, "partitions" jsonb)
    where state."orgId" = ${orgId} and state."deploymentId" = ${deploymentId} and state."asset" = new."key"
      and state."partitionRanges" is not null and not exists (
        select from "Definition" old where old."orgId" = ${orgId} and old."deploymentId" = ${deploymentId}
          and old."kind" = 'asset' and old."key" = new."key" and old."data"->'partitions' is not distinct from new."partitions"
      )`;
}

async function findConflictingKey(tx: Tx, orgId: string, { deploymentId, locationId, definitions }: ActivationRequest) {
  const keysByKind = new Map<DefinitionKind, string[]>();
  for (const { kind, key } of definitions) {
    const keys = keysByKind.get(kind);
    if (keys) keys.push(key);
    else keysByKind.set(kind, [key]);
  }
  for (const [kind, keys] of keysByKind) {
    const other = await tx.definition.findFirst({
      where: {
        orgId,
        deploymentId,
        kind,
        key: { in: keys },
        locationId: { not: locationId },
      },
      select: { key: true, locationId: true },
      orderBy: { key: "asc" },
    });
    if (!other) continue;
    const location = await tx.codeLocation.findUniqueOrThrow({
      where: { orgId_id: { orgId, id: other.locationId } },
      select: { name: true },
    });
    return { kind, key: other.key, location: location.name };
  }
  return undefined;
}

/** The number of the active version, when it was pushed after the one that is to become active. */
async function newerActive(tx: Tx, orgId: string, { deploymentId, locationId, versionId }: ActivationRequest) {
  const [active, wanted] = await Promise.all([
    tx.activeVersion.findUnique({
      where: { orgId_deploymentId_locationId: { orgId, deploymentId, locationId } },
      select: { version: { select: { number: true } } },
    }),
    tx.locationVersion.findUniqueOrThrow({ where: { orgId_id: { orgId, id: versionId } }, select: { number: true } }),
  ]);
  return active && active.version.number > wanted.number ? active.version.number : null;
}
