-- An incident lasts until every partition that failed has succeeded.
ALTER TABLE "Incident" ADD COLUMN "failedPartitions" TEXT[] NOT NULL DEFAULT ARRAY[]::TEXT[];

ALTER TABLE "AssetState" ADD COLUMN "failedPartitions" INTEGER NOT NULL DEFAULT 0;

UPDATE "AssetState" state SET "failedPartitions" = failed."count"
FROM (
  SELECT "orgId", "deploymentId", "asset", count(*)::integer AS "count" FROM "AssetPartition"
  WHERE "status" = 'FAILED' GROUP BY "orgId", "deploymentId", "asset"
) failed
WHERE state."orgId" = failed."orgId" AND state."deploymentId" = failed."deploymentId" AND state."asset" = failed."asset";
