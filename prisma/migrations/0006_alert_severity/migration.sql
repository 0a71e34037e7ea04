-- How severe the incidents of a policy are; NULL: as severe as their kind.
ALTER TABLE "AlertPolicy" ADD COLUMN "severity" TEXT;
-- The last outcome of a code location is a version, not a run.
ALTER TABLE "Incident" ADD COLUMN "lastOutcomeId" TEXT;
UPDATE "Incident" SET "lastOutcomeId" = "lastRunId";
UPDATE "Incident" SET "lastRunId" = NULL, "firstRunId" = NULL WHERE "kind" = 'loadError';
UPDATE "IncidentEvent" SET "runId" = NULL WHERE "runId" LIKE 'ver%';
