-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "User" (
    "id" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "passwordHash" TEXT,
    "emailVerifiedAt" TIMESTAMPTZ(3),
    "disabledAt" TIMESTAMPTZ(3),
    "timeZone" TEXT,
    "theme" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "User_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "OauthAccount" (
    "provider" TEXT NOT NULL,
    "providerAccountId" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "OauthAccount_pkey" PRIMARY KEY ("provider","providerAccountId")
);

-- CreateTable
CREATE TABLE "Session" (
    "id" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lastSeenAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "revokedAt" TIMESTAMPTZ(3),
    "userAgent" TEXT,
    "ip" TEXT,

    CONSTRAINT "Session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "MailToken" (
    "hash" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "purpose" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "usedAt" TIMESTAMPTZ(3),

    CONSTRAINT "MailToken_pkey" PRIMARY KEY ("hash")
);

-- CreateTable
CREATE TABLE "Mail" (
    "id" TEXT NOT NULL,
    "to" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "html" TEXT,
    "status" TEXT NOT NULL DEFAULT 'PENDING',
    "error" TEXT,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "notBefore" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "sentAt" TIMESTAMPTZ(3),

    CONSTRAINT "Mail_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Organization" (
    "id" TEXT NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "deletedAt" TIMESTAMPTZ(3),
    "concurrentRunsMax" INTEGER NOT NULL DEFAULT 10,
    "queuedRunsMax" INTEGER NOT NULL DEFAULT 10000,
    "runsPerDayMax" INTEGER NOT NULL DEFAULT 10000,
    "storedBytesMax" BIGINT NOT NULL DEFAULT 21474836480,
    "retentionDaysMax" INTEGER NOT NULL DEFAULT 30,
    "queueWeight" INTEGER NOT NULL DEFAULT 1,
    "sandboxMemoryBytesMax" BIGINT NOT NULL DEFAULT 4294967296,
    "sandboxCpuCoresMax" DOUBLE PRECISION NOT NULL DEFAULT 4,
    "sandboxProcessesMax" INTEGER NOT NULL DEFAULT 1024,
    "sandboxScratchBytesMax" BIGINT NOT NULL DEFAULT 34359738368,
    "runWallTimeMsMax" BIGINT NOT NULL DEFAULT 604800000,
    "storedBytes" BIGINT NOT NULL DEFAULT 0,
    "reservedBytes" BIGINT NOT NULL DEFAULT 0,
    "retentionDays" INTEGER,
    "pausedAt" TIMESTAMPTZ(3),
    "defaultOwner" TEXT,

    CONSTRAINT "Organization_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Platform" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "quotas" JSONB NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedBy" TEXT NOT NULL,

    CONSTRAINT "Platform_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "StorageReservation" (
    "orgId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "bytes" BIGINT NOT NULL,
    "renewedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "StorageReservation_pkey" PRIMARY KEY ("orgId","id")
);

-- CreateTable
CREATE TABLE "Membership" (
    "orgId" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Membership_pkey" PRIMARY KEY ("orgId","userId")
);

-- CreateTable
CREATE TABLE "Invitation" (
    "orgId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "tokenHash" TEXT NOT NULL,
    "invitedBy" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "acceptedAt" TIMESTAMPTZ(3),
    "revokedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Invitation_pkey" PRIMARY KEY ("orgId","id")
);

-- CreateTable
CREATE TABLE "Team" (
    "orgId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Team_pkey" PRIMARY KEY ("orgId","id")
);

-- CreateTable
CREATE TABLE "TeamMember" (
    "orgId" TEXT NOT NULL,
    "teamId" TEXT NOT NULL,
    "userId" TEXT NOT NULL,

    CONSTRAINT "TeamMember_pkey" PRIMARY KEY ("orgId","teamId","userId")
);

-- CreateTable
CREATE TABLE "Grant" (
    "orgId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "userId" TEXT,
    "teamId" TEXT,
    "deploymentId" TEXT,
    "locationId" TEXT,
    "role" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Grant_pkey" PRIMARY KEY ("orgId","id")
);

-- CreateTable
CREATE TABLE "ApiToken" (
    "orgId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "lookupId" TEXT NOT NULL,
    "secretHash" TEXT NOT NULL,
    "lastFour" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "userId" TEXT,
    "role" TEXT,
    "scopes" TEXT[],
    "deploymentId" TEXT,
    "locationId" TEXT,
    "createdBy" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3),
    "lastUsedAt" TIMESTAMPTZ(3),
    "lastUsedIp" TEXT,
    "revokedAt" TIMESTAMPTZ(3),

    CONSTRAINT "ApiToken_pkey" PRIMARY KEY ("orgId","id")
);

-- CreateTable
CREATE TABLE "AuditEntry" (
    "orgId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "actorKind" TEXT NOT NULL,
    "actorId" TEXT NOT NULL,
    "actorName" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "target" TEXT NOT NULL,
    "details" JSONB,
    "ip" TEXT,
    "requestId" TEXT,
    "prevHash" TEXT,
    "hash" TEXT NOT NULL,

    CONSTRAINT "AuditEntry_pkey" PRIMARY KEY ("orgId","id")
);

-- CreateTable
CREATE TABLE "IdempotencyKey" (
    "orgId" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "route" TEXT NOT NULL,
    "requestHash" TEXT NOT NULL,
    "status" INTEGER,
    "response" JSONB,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "IdempotencyKey_pkey" PRIMARY KEY ("orgId","key","route")
);

-- CreateTable
CREATE TABLE "Deployment" (
    "orgId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL DEFAULT 'standard',
    "alertsEnabled" BOOLEAN NOT NULL DEFAULT false,
    "concurrentRunsMax" INTEGER NOT NULL DEFAULT -1,
    "runRetriesMax" INTEGER NOT NULL DEFAULT 0,
    "defaultOwner" TEXT,
    "paused" BOOLEAN NOT NULL DEFAULT false,
    "ownerUserId" TEXT,
    "sandboxMemoryBytes" BIGINT NOT NULL DEFAULT 1073741824,
    "sandboxCpuCores" DOUBLE PRECISION NOT NULL DEFAULT 1,
    "sandboxProcessesMax" INTEGER NOT NULL DEFAULT 128,
    "sandboxScratchBytes" BIGINT NOT NULL DEFAULT 4294967296,
    "runWallTimeMs" BIGINT NOT NULL DEFAULT 86400000,
    "parallelStepsMax" INTEGER,
    "poolDefaultLimit" INTEGER,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Deployment_pkey" PRIMARY KEY ("orgId","id")
);

-- CreateTable
CREATE TABLE "Limit" (
    "orgId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "deploymentId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "value" TEXT,
    "perUniqueValue" BOOLEAN NOT NULL DEFAULT false,
    "granularity" TEXT NOT NULL DEFAULT 'op',
    "limit" INTEGER NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedBy" TEXT,

    CONSTRAINT "Limit_pkey" PRIMARY KEY ("orgId","id")
);

-- CreateTable
CREATE TABLE "PoolSlot" (
    "orgId" TEXT NOT NULL,
    "deploymentId" TEXT NOT NULL,
    "pool" TEXT NOT NULL,
    "runId" TEXT NOT NULL,
    "step" TEXT NOT NULL,
    "attempt" INTEGER NOT NULL,
    "takenAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "PoolSlot_pkey" PRIMARY KEY ("orgId","deploymentId","pool","runId","step")
);

-- CreateTable
CREATE TABLE "Variable" (
    "orgId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "deploymentId" TEXT NOT NULL,
    "locationId" TEXT,
    "name" TEXT NOT NULL,
    "isSecret" BOOLEAN NOT NULL,
    "ciphertext" BYTEA NOT NULL,
    "keyId" TEXT NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedBy" TEXT NOT NULL,

    CONSTRAINT "Variable_pkey" PRIMARY KEY ("orgId","id")
);

-- CreateTable
CREATE TABLE "CodeLocation" (
    "orgId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "teamId" TEXT,
    "egress" TEXT[],
    "createdBy" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "nextNumber" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "CodeLocation_pkey" PRIMARY KEY ("orgId","id")
);

-- CreateTable
CREATE TABLE "Bundle" (
    "orgId" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "packedBytes" INTEGER NOT NULL,
    "unpackedBytes" INTEGER NOT NULL,
    "files" INTEGER NOT NULL,
    "usedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Bundle_pkey" PRIMARY KEY ("orgId","hash")
);

-- CreateTable
CREATE TABLE "LocationVersion" (
    "orgId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "locationId" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "status" TEXT NOT NULL,
    "bundleHash" TEXT NOT NULL,
    "manifest" JSONB,
    "warnings" JSONB,
    "error" JSONB,
    "externalId" TEXT,
    "commit" TEXT,
    "commitMessage" TEXT,
    "pushedBy" TEXT NOT NULL,
    "pushedByName" TEXT NOT NULL,
    "activateIn" TEXT,
    "loadTimeoutMs" INTEGER NOT NULL DEFAULT 60000,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "loadedAt" TIMESTAMPTZ(3),
    "loadMs" INTEGER,

    CONSTRAINT "LocationVersion_pkey" PRIMARY KEY ("orgId","id")
);

-- CreateTable
CREATE TABLE "ActiveVersion" (
    "orgId" TEXT NOT NULL,
    "deploymentId" TEXT NOT NULL,
    "locationId" TEXT NOT NULL,
    "versionId" TEXT NOT NULL,
    "activatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "activatedBy" TEXT NOT NULL,

    CONSTRAINT "ActiveVersion_pkey" PRIMARY KEY ("orgId","deploymentId","locationId")
);

-- CreateTable
CREATE TABLE "Activation" (
    "orgId" TEXT NOT NULL,
    "id" BIGSERIAL NOT NULL,
    "deploymentId" TEXT NOT NULL,
    "locationId" TEXT NOT NULL,
    "versionId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "by" TEXT NOT NULL,

    CONSTRAINT "Activation_pkey" PRIMARY KEY ("orgId","id")
);

-- CreateTable
CREATE TABLE "Definition" (
    "orgId" TEXT NOT NULL,
    "deploymentId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "locationId" TEXT NOT NULL,
    "versionId" TEXT NOT NULL,
    "group" TEXT,
    "owners" TEXT[],
    "data" JSONB NOT NULL,

    CONSTRAINT "Definition_pkey" PRIMARY KEY ("orgId","deploymentId","kind","key")
);

-- CreateTable
CREATE TABLE "Run" (
    "orgId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "deploymentId" TEXT NOT NULL,
    "locationId" TEXT NOT NULL,
    "location" TEXT NOT NULL,
    "versionId" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 0,
    "attempt" INTEGER NOT NULL DEFAULT 0,
    "lease" TEXT,
    "lastBatch" INTEGER NOT NULL DEFAULT 0,
    "leaseExpiresAt" TIMESTAMPTZ(3),
    "workerId" TEXT,
    "job" TEXT,
    "selection" TEXT,
    "assetKeys" TEXT[],
    "plan" JSONB NOT NULL,
    "config" JSONB,
    "partitionKeys" TEXT[],
    "tags" JSONB NOT NULL DEFAULT '{}',
    "pools" TEXT[],
    "rootPools" TEXT[],
    "concurrencyKey" TEXT,
    "priority" INTEGER NOT NULL DEFAULT 0,
    "trigger" TEXT NOT NULL,
    "launchedBy" TEXT,
    "launchedByName" TEXT,
    "parentRunId" TEXT,
    "rootRunId" TEXT,
    "retryNumber" INTEGER NOT NULL DEFAULT 0,
    "reuse" JSONB,
    "failureReason" TEXT,
    "error" JSONB,
    "notBefore" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "admittedAt" TIMESTAMPTZ(3),
    "startedAt" TIMESTAMPTZ(3),
    "endedAt" TIMESTAMPTZ(3),
    "cancelRequestedAt" TIMESTAMPTZ(3),
    "eventSeq" BIGINT NOT NULL DEFAULT 0,
    "outputBytes" BIGINT NOT NULL DEFAULT 0,
    "launcher" TEXT,
    "traceId" TEXT,
    "eventsDeletedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Run_pkey" PRIMARY KEY ("orgId","id")
);

-- CreateTable
CREATE TABLE "Worker" (
    "id" TEXT NOT NULL,
    "slots" INTEGER NOT NULL,
    "launcher" TEXT NOT NULL,
    "startedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "seenAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Worker_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "RunStep" (
    "orgId" TEXT NOT NULL,
    "runId" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "definition" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "attempt" INTEGER NOT NULL,
    "stepAttempt" INTEGER NOT NULL DEFAULT 0,
    "startedAt" TIMESTAMPTZ(3),
    "endedAt" TIMESTAMPTZ(3),
    "error" JSONB,
    "reason" TEXT,
    "output" JSONB,
    "ordinal" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "RunStep_pkey" PRIMARY KEY ("orgId","runId","key")
);

-- CreateTable
CREATE TABLE "RunEvent" (
    "orgId" TEXT NOT NULL,
    "runId" TEXT NOT NULL,
    "seq" BIGINT NOT NULL,
    "attempt" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "type" TEXT NOT NULL,
    "step" TEXT,
    "stepAttempt" INTEGER,
    "level" TEXT,
    "message" TEXT,
    "data" JSONB,

    CONSTRAINT "RunEvent_pkey" PRIMARY KEY ("orgId","runId","seq")
);

-- CreateTable
CREATE TABLE "LogChunk" (
    "orgId" TEXT NOT NULL,
    "runId" TEXT NOT NULL,
    "id" BIGSERIAL NOT NULL,
    "attempt" INTEGER NOT NULL,
    "step" TEXT NOT NULL,
    "stepAttempt" INTEGER NOT NULL DEFAULT 1,
    "stream" TEXT NOT NULL,
    "startByte" BIGINT NOT NULL,
    "endByte" BIGINT NOT NULL,
    "lines" INTEGER NOT NULL,
    "object" TEXT,
    "text" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "LogChunk_pkey" PRIMARY KEY ("orgId","runId","id")
);

-- CreateTable
CREATE TABLE "Materialization" (
    "orgId" TEXT NOT NULL,
    "deploymentId" TEXT NOT NULL,
    "asset" TEXT NOT NULL,
    "id" BIGSERIAL NOT NULL,
    "partition" TEXT,
    "runId" TEXT NOT NULL,
    "step" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "metadata" JSONB NOT NULL,
    "value" JSONB,
    "codeVersion" TEXT,
    "dataVersion" TEXT,

    CONSTRAINT "Materialization_pkey" PRIMARY KEY ("orgId","deploymentId","asset","id")
);

-- CreateTable
CREATE TABLE "CheckResult" (
    "orgId" TEXT NOT NULL,
    "deploymentId" TEXT NOT NULL,
    "asset" TEXT NOT NULL,
    "check" TEXT NOT NULL,
    "id" BIGSERIAL NOT NULL,
    "partition" TEXT,
    "runId" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "passed" BOOLEAN NOT NULL,
    "severity" TEXT NOT NULL,
    "blocking" BOOLEAN NOT NULL,
    "message" TEXT,
    "metadata" JSONB NOT NULL,

    CONSTRAINT "CheckResult_pkey" PRIMARY KEY ("orgId","deploymentId","asset","check","id")
);

-- CreateTable
CREATE TABLE "AssetState" (
    "orgId" TEXT NOT NULL,
    "deploymentId" TEXT NOT NULL,
    "asset" TEXT NOT NULL,
    "lastMaterializedAt" TIMESTAMPTZ(3),
    "lastRunId" TEXT,
    "lastStatus" TEXT,
    "lastFailedAt" TIMESTAMPTZ(3),
    "lastMetadata" JSONB,
    "lastValue" JSONB,
    "dataVersion" TEXT,
    "codeVersion" TEXT,
    "runningRunId" TEXT,
    "checks" JSONB,
    "partitionRanges" JSONB,

    CONSTRAINT "AssetState_pkey" PRIMARY KEY ("orgId","deploymentId","asset")
);

-- CreateTable
CREATE TABLE "AssetPartition" (
    "orgId" TEXT NOT NULL,
    "deploymentId" TEXT NOT NULL,
    "asset" TEXT NOT NULL,
    "partition" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "runId" TEXT NOT NULL,
    "value" JSONB,

    CONSTRAINT "AssetPartition_pkey" PRIMARY KEY ("orgId","deploymentId","asset","partition")
);

-- CreateTable
CREATE TABLE "Watermark" (
    "orgId" TEXT NOT NULL,
    "deploymentId" TEXT NOT NULL,
    "asset" TEXT NOT NULL,
    "partition" TEXT NOT NULL,
    "value" JSONB NOT NULL,
    "bytes" INTEGER NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "runId" TEXT,
    "updatedBy" TEXT,

    CONSTRAINT "Watermark_pkey" PRIMARY KEY ("orgId","deploymentId","asset","partition")
);

-- CreateTable
CREATE TABLE "DynamicPartition" (
    "orgId" TEXT NOT NULL,
    "deploymentId" TEXT NOT NULL,
    "set" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "id" BIGSERIAL NOT NULL,
    "addedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "addedBy" TEXT NOT NULL,

    CONSTRAINT "DynamicPartition_pkey" PRIMARY KEY ("orgId","deploymentId","set","key")
);

-- CreateTable
CREATE TABLE "Outbox" (
    "id" BIGSERIAL NOT NULL,
    "job" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "notBefore" TIMESTAMPTZ(3),
    "sentAt" TIMESTAMPTZ(3),
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "error" TEXT,

    CONSTRAINT "Outbox_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Destination" (
    "orgId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "teamId" TEXT,
    "deploymentId" TEXT,
    "kind" TEXT NOT NULL,
    "target" TEXT NOT NULL,
    "severity" TEXT,
    "secret" BYTEA,
    "health" TEXT NOT NULL DEFAULT 'ok',
    "healthReason" TEXT,
    "healthAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Destination_pkey" PRIMARY KEY ("orgId","id")
);

-- CreateTable
CREATE TABLE "AlertPolicy" (
    "orgId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "deploymentId" TEXT,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "enabled" BOOLEAN NOT NULL DEFAULT true,
    "isDefault" BOOLEAN NOT NULL DEFAULT false,
    "threshold" INTEGER NOT NULL DEFAULT 1,
    "recoverAfter" INTEGER NOT NULL DEFAULT 1,
    "groupWaitMs" INTEGER NOT NULL DEFAULT 30000,
    "renotifyMs" INTEGER NOT NULL DEFAULT 14400000,
    "flapWindowMs" INTEGER NOT NULL DEFAULT 3600000,
    "selector" JSONB,
    "destinations" JSONB,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedBy" TEXT,

    CONSTRAINT "AlertPolicy_pkey" PRIMARY KEY ("orgId","id")
);

-- CreateTable
CREATE TABLE "Incident" (
    "orgId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "deploymentId" TEXT NOT NULL,
    "policyId" TEXT NOT NULL,
    "subjectKind" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "owner" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "severity" TEXT NOT NULL DEFAULT 'error',
    "openedAt" TIMESTAMPTZ(3) NOT NULL,
    "notifyAt" TIMESTAMPTZ(3),
    "resolvedAt" TIMESTAMPTZ(3),
    "acknowledgedAt" TIMESTAMPTZ(3),
    "acknowledgedBy" TEXT,
    "failures" INTEGER NOT NULL DEFAULT 0,
    "successes" INTEGER NOT NULL DEFAULT 0,
    "reopened" INTEGER NOT NULL DEFAULT 0,
    "firstRunId" TEXT,
    "lastRunId" TEXT,
    "lastError" TEXT,
    "fingerprint" TEXT,
    "evidence" JSONB,
    "muted" TEXT,
    "notifiedAt" TIMESTAMPTZ(3),
    "leadId" TEXT,
    "alsoTold" TEXT[],
    "warnings" TEXT[],
    "revision" INTEGER NOT NULL DEFAULT 0,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Incident_pkey" PRIMARY KEY ("orgId","id")
);

-- CreateTable
CREATE TABLE "IncidentEvent" (
    "orgId" TEXT NOT NULL,
    "id" BIGSERIAL NOT NULL,
    "incidentId" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "type" TEXT NOT NULL,
    "runId" TEXT,
    "data" JSONB,

    CONSTRAINT "IncidentEvent_pkey" PRIMARY KEY ("orgId","id")
);

-- CreateTable
CREATE TABLE "Delivery" (
    "orgId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "incidentId" TEXT,
    "destinationId" TEXT,
    "channelKind" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "revision" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "mode" TEXT NOT NULL DEFAULT 'post',
    "status" TEXT NOT NULL,
    "notBefore" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "message" JSONB NOT NULL,
    "ts" TEXT,
    "threadTs" TEXT,
    "response" JSONB,
    "error" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "sentAt" TIMESTAMPTZ(3),

    CONSTRAINT "Delivery_pkey" PRIMARY KEY ("orgId","id")
);

-- CreateTable
CREATE TABLE "Silence" (
    "orgId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "deploymentId" TEXT,
    "scope" TEXT NOT NULL,
    "target" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "by" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "until" TIMESTAMPTZ(3) NOT NULL,
    "endedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Silence_pkey" PRIMARY KEY ("orgId","id")
);

-- CreateTable
CREATE TABLE "SlackInstallation" (
    "orgId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "teamId" TEXT NOT NULL,
    "teamName" TEXT NOT NULL,
    "botToken" BYTEA NOT NULL,
    "keyId" TEXT NOT NULL,
    "botUserId" TEXT,
    "defaultChannel" TEXT,
    "installedBy" TEXT NOT NULL,
    "installedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "revokedAt" TIMESTAMPTZ(3),

    CONSTRAINT "SlackInstallation_pkey" PRIMARY KEY ("orgId","id")
);

-- CreateTable
CREATE TABLE "SlackThread" (
    "orgId" TEXT NOT NULL,
    "incidentId" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "channelId" TEXT NOT NULL,
    "ts" TEXT NOT NULL,
    "revision" INTEGER NOT NULL,

    CONSTRAINT "SlackThread_pkey" PRIMARY KEY ("orgId","incidentId","channel")
);

-- CreateIndex
CREATE UNIQUE INDEX "User_email_key" ON "User"("email");

-- CreateIndex
CREATE INDEX "Session_userId_idx" ON "Session"("userId");

-- CreateIndex
CREATE INDEX "Mail_status_notBefore_idx" ON "Mail"("status", "notBefore");

-- CreateIndex
CREATE UNIQUE INDEX "Organization_slug_key" ON "Organization"("slug");

-- CreateIndex
CREATE INDEX "Membership_userId_idx" ON "Membership"("userId");

-- CreateIndex
CREATE UNIQUE INDEX "Invitation_tokenHash_key" ON "Invitation"("tokenHash");

-- CreateIndex
CREATE UNIQUE INDEX "Team_orgId_slug_key" ON "Team"("orgId", "slug");

-- CreateIndex
CREATE INDEX "Grant_orgId_userId_idx" ON "Grant"("orgId", "userId");

-- CreateIndex
CREATE INDEX "Grant_orgId_teamId_idx" ON "Grant"("orgId", "teamId");

-- CreateIndex
CREATE UNIQUE INDEX "ApiToken_lookupId_key" ON "ApiToken"("lookupId");

-- CreateIndex
CREATE INDEX "AuditEntry_orgId_at_idx" ON "AuditEntry"("orgId", "at" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "Deployment_orgId_name_key" ON "Deployment"("orgId", "name");

-- CreateIndex
CREATE INDEX "Limit_orgId_deploymentId_idx" ON "Limit"("orgId", "deploymentId");

-- CreateIndex
CREATE INDEX "PoolSlot_orgId_deploymentId_pool_idx" ON "PoolSlot"("orgId", "deploymentId", "pool");

-- CreateIndex
CREATE UNIQUE INDEX "Variable_orgId_deploymentId_locationId_name_key" ON "Variable"("orgId", "deploymentId", "locationId", "name");

-- CreateIndex
CREATE UNIQUE INDEX "CodeLocation_orgId_name_key" ON "CodeLocation"("orgId", "name");

-- CreateIndex
CREATE INDEX "Bundle_usedAt_idx" ON "Bundle"("usedAt");

-- CreateIndex
CREATE INDEX "LocationVersion_orgId_bundleHash_idx" ON "LocationVersion"("orgId", "bundleHash");

-- CreateIndex
CREATE INDEX "LocationVersion_orgId_locationId_externalId_idx" ON "LocationVersion"("orgId", "locationId", "externalId");

-- CreateIndex
CREATE UNIQUE INDEX "LocationVersion_orgId_locationId_number_key" ON "LocationVersion"("orgId", "locationId", "number");

-- CreateIndex
CREATE INDEX "Activation_orgId_locationId_deploymentId_id_idx" ON "Activation"("orgId", "locationId", "deploymentId", "id");

-- CreateIndex
CREATE INDEX "Definition_orgId_deploymentId_locationId_idx" ON "Definition"("orgId", "deploymentId", "locationId");

-- CreateIndex
CREATE INDEX "Run_orgId_deploymentId_createdAt_id_idx" ON "Run"("orgId", "deploymentId", "createdAt" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "Run_orgId_deploymentId_job_endedAt_idx" ON "Run"("orgId", "deploymentId", "job", "endedAt" DESC);

-- CreateIndex
CREATE INDEX "Run_orgId_deploymentId_job_createdAt_id_idx" ON "Run"("orgId", "deploymentId", "job", "createdAt" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "Run_orgId_createdAt_id_idx" ON "Run"("orgId", "createdAt" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "Run_orgId_rootRunId_idx" ON "Run"("orgId", "rootRunId");

-- CreateIndex
CREATE INDEX "Run_orgId_versionId_idx" ON "Run"("orgId", "versionId");

-- CreateIndex
CREATE INDEX "LogChunk_orgId_runId_step_stream_stepAttempt_startByte_idx" ON "LogChunk"("orgId", "runId", "step", "stream", "stepAttempt", "startByte");

-- CreateIndex
CREATE INDEX "Materialization_orgId_deploymentId_asset_partition_id_idx" ON "Materialization"("orgId", "deploymentId", "asset", "partition", "id" DESC);

-- CreateIndex
CREATE INDEX "Materialization_orgId_runId_idx" ON "Materialization"("orgId", "runId");

-- CreateIndex
CREATE INDEX "CheckResult_orgId_runId_idx" ON "CheckResult"("orgId", "runId");

-- CreateIndex
CREATE INDEX "DynamicPartition_orgId_deploymentId_set_id_idx" ON "DynamicPartition"("orgId", "deploymentId", "set", "id");

-- CreateIndex
CREATE INDEX "Destination_orgId_teamId_idx" ON "Destination"("orgId", "teamId");

-- CreateIndex
CREATE INDEX "Incident_orgId_deploymentId_state_idx" ON "Incident"("orgId", "deploymentId", "state");

-- CreateIndex
CREATE INDEX "Incident_orgId_deploymentId_subjectKind_subject_idx" ON "Incident"("orgId", "deploymentId", "subjectKind", "subject");

-- CreateIndex
CREATE INDEX "IncidentEvent_orgId_incidentId_id_idx" ON "IncidentEvent"("orgId", "incidentId", "id");

-- CreateIndex
CREATE INDEX "Delivery_status_notBefore_idx" ON "Delivery"("status", "notBefore");

-- CreateIndex
CREATE INDEX "Delivery_orgId_createdAt_idx" ON "Delivery"("orgId", "createdAt" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "Delivery_orgId_incidentId_channelKind_channel_revision_key" ON "Delivery"("orgId", "incidentId", "channelKind", "channel", "revision");

-- CreateIndex
CREATE INDEX "SlackInstallation_teamId_idx" ON "SlackInstallation"("teamId");

-- AddForeignKey
ALTER TABLE "OauthAccount" ADD CONSTRAINT "OauthAccount_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Session" ADD CONSTRAINT "Session_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MailToken" ADD CONSTRAINT "MailToken_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "StorageReservation" ADD CONSTRAINT "StorageReservation_orgId_fkey" FOREIGN KEY ("orgId") REFERENCES "Organization"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Membership" ADD CONSTRAINT "Membership_orgId_fkey" FOREIGN KEY ("orgId") REFERENCES "Organization"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Membership" ADD CONSTRAINT "Membership_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Invitation" ADD CONSTRAINT "Invitation_orgId_fkey" FOREIGN KEY ("orgId") REFERENCES "Organization"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Team" ADD CONSTRAINT "Team_orgId_fkey" FOREIGN KEY ("orgId") REFERENCES "Organization"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TeamMember" ADD CONSTRAINT "TeamMember_orgId_teamId_fkey" FOREIGN KEY ("orgId", "teamId") REFERENCES "Team"("orgId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TeamMember" ADD CONSTRAINT "TeamMember_orgId_userId_fkey" FOREIGN KEY ("orgId", "userId") REFERENCES "Membership"("orgId", "userId") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ApiToken" ADD CONSTRAINT "ApiToken_orgId_fkey" FOREIGN KEY ("orgId") REFERENCES "Organization"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Deployment" ADD CONSTRAINT "Deployment_orgId_fkey" FOREIGN KEY ("orgId") REFERENCES "Organization"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Limit" ADD CONSTRAINT "Limit_orgId_deploymentId_fkey" FOREIGN KEY ("orgId", "deploymentId") REFERENCES "Deployment"("orgId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PoolSlot" ADD CONSTRAINT "PoolSlot_orgId_runId_fkey" FOREIGN KEY ("orgId", "runId") REFERENCES "Run"("orgId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Variable" ADD CONSTRAINT "Variable_orgId_deploymentId_fkey" FOREIGN KEY ("orgId", "deploymentId") REFERENCES "Deployment"("orgId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CodeLocation" ADD CONSTRAINT "CodeLocation_orgId_fkey" FOREIGN KEY ("orgId") REFERENCES "Organization"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CodeLocation" ADD CONSTRAINT "CodeLocation_orgId_teamId_fkey" FOREIGN KEY ("orgId", "teamId") REFERENCES "Team"("orgId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LocationVersion" ADD CONSTRAINT "LocationVersion_orgId_locationId_fkey" FOREIGN KEY ("orgId", "locationId") REFERENCES "CodeLocation"("orgId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LocationVersion" ADD CONSTRAINT "LocationVersion_orgId_bundleHash_fkey" FOREIGN KEY ("orgId", "bundleHash") REFERENCES "Bundle"("orgId", "hash") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ActiveVersion" ADD CONSTRAINT "ActiveVersion_orgId_deploymentId_fkey" FOREIGN KEY ("orgId", "deploymentId") REFERENCES "Deployment"("orgId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ActiveVersion" ADD CONSTRAINT "ActiveVersion_orgId_locationId_fkey" FOREIGN KEY ("orgId", "locationId") REFERENCES "CodeLocation"("orgId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ActiveVersion" ADD CONSTRAINT "ActiveVersion_orgId_versionId_fkey" FOREIGN KEY ("orgId", "versionId") REFERENCES "LocationVersion"("orgId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Run" ADD CONSTRAINT "Run_orgId_deploymentId_fkey" FOREIGN KEY ("orgId", "deploymentId") REFERENCES "Deployment"("orgId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Run" ADD CONSTRAINT "Run_orgId_versionId_fkey" FOREIGN KEY ("orgId", "versionId") REFERENCES "LocationVersion"("orgId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RunStep" ADD CONSTRAINT "RunStep_orgId_runId_fkey" FOREIGN KEY ("orgId", "runId") REFERENCES "Run"("orgId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Watermark" ADD CONSTRAINT "Watermark_orgId_deploymentId_fkey" FOREIGN KEY ("orgId", "deploymentId") REFERENCES "Deployment"("orgId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DynamicPartition" ADD CONSTRAINT "DynamicPartition_orgId_deploymentId_fkey" FOREIGN KEY ("orgId", "deploymentId") REFERENCES "Deployment"("orgId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Destination" ADD CONSTRAINT "Destination_orgId_teamId_fkey" FOREIGN KEY ("orgId", "teamId") REFERENCES "Team"("orgId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "IncidentEvent" ADD CONSTRAINT "IncidentEvent_orgId_incidentId_fkey" FOREIGN KEY ("orgId", "incidentId") REFERENCES "Incident"("orgId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Delivery" ADD CONSTRAINT "Delivery_orgId_incidentId_fkey" FOREIGN KEY ("orgId", "incidentId") REFERENCES "Incident"("orgId", "id") ON DELETE CASCADE ON UPDATE CASCADE;
