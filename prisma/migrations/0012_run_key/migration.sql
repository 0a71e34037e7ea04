ALTER TABLE "Run" ADD COLUMN "runKey" TEXT;

CREATE UNIQUE INDEX "Run_orgId_deploymentId_runKey_key" ON "Run"("orgId", "deploymentId", "runKey");

-- A person's re-run is called one thing everywhere.
UPDATE "Run" SET "trigger" = 'rerun' WHERE "trigger" = 'reexecution';
