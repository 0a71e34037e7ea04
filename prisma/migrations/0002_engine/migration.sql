-- What Prisma's schema language cannot say: partial indexes, uniqueness over nulls, notifications, append-only tables.

-- The run queue of each deployment in the order in which admission serves it.
CREATE INDEX "Run_queued_idx" ON "Run" ("orgId", "deploymentId", "priority" DESC, "createdAt", "id") WHERE "status" = 'QUEUED';
-- Runs that hold a slot. No column that a heartbeat writes is part of it, so that heartbeats stay heap-only updates.
CREATE INDEX "Run_in_progress_idx" ON "Run" ("orgId", "deploymentId") WHERE "status" IN ('STARTING', 'STARTED', 'CANCELING');
-- A failed run is retried at most once.
CREATE UNIQUE INDEX "Run_one_retry_key" ON "Run" ("orgId", "parentRunId") WHERE "trigger" = 'retry';
-- Finished runs whose events and logs retention has not deleted yet.
CREATE INDEX "Run_to_prune_idx" ON "Run" ("orgId", "endedAt") WHERE "eventsDeletedAt" IS NULL AND "endedAt" IS NOT NULL;
CREATE INDEX "Run_tags_idx" ON "Run" USING gin ("tags" jsonb_path_ops);
CREATE INDEX "Run_asset_keys_idx" ON "Run" USING gin ("assetKeys");

CREATE INDEX "Outbox_unsent_idx" ON "Outbox" ("id") WHERE "sentAt" IS NULL;
CREATE INDEX "Outbox_sent_idx" ON "Outbox" ("sentAt") WHERE "sentAt" IS NOT NULL;

CREATE UNIQUE INDEX "Incident_one_open_key"
  ON "Incident" ("orgId", "policyId", "deploymentId", "subjectKind", "subject", "kind", "owner")
  WHERE "state" <> 'RESOLVED';

-- Incidents whose group wait has ended, and deliveries that wait for their turn.
CREATE INDEX "Incident_due_idx" ON "Incident" ("notifyAt") WHERE "state" = 'PENDING';
CREATE INDEX "Delivery_due_idx" ON "Delivery" ("notBefore") WHERE "status" IN ('PENDING', 'SENDING');

DROP INDEX "Variable_orgId_deploymentId_locationId_name_key";
CREATE UNIQUE INDEX "Variable_orgId_deploymentId_locationId_name_key"
  ON "Variable" ("orgId", "deploymentId", "locationId", "name") NULLS NOT DISTINCT;
CREATE UNIQUE INDEX "Limit_subject_key"
  ON "Limit" ("orgId", "deploymentId", "kind", "key", "value", "perUniqueValue") NULLS NOT DISTINCT;
CREATE UNIQUE INDEX "Grant_subject_key"
  ON "Grant" ("orgId", "userId", "teamId", "deploymentId", "locationId") NULLS NOT DISTINCT;

-- Something to publish now. What is due later is found by the relay's slow poll; equal notifications of a transaction
-- are sent once.
CREATE FUNCTION millrace_notify_outbox() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM inserted WHERE "notBefore" IS NULL OR "notBefore" <= now()) THEN
    PERFORM pg_notify('millrace_outbox', '');
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER "Outbox_notify" AFTER INSERT ON "Outbox" REFERENCING NEW TABLE AS inserted
  FOR EACH STATEMENT EXECUTE FUNCTION millrace_notify_outbox();

-- Something that may let a queued run start: a new run, a free slot, another limit.
CREATE FUNCTION millrace_notify_admission() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('millrace_admission', '');
  RETURN NULL;
END $$;
CREATE TRIGGER "Run_admission_insert" AFTER INSERT ON "Run" FOR EACH STATEMENT EXECUTE FUNCTION millrace_notify_admission();
CREATE TRIGGER "Run_admission_update" AFTER UPDATE OF "status", "priority" ON "Run" FOR EACH ROW
  WHEN ((OLD."status" <> NEW."status" AND NEW."status" IN ('QUEUED', 'SUCCESS', 'FAILURE', 'CANCELED')) OR OLD."priority" <> NEW."priority")
  EXECUTE FUNCTION millrace_notify_admission();
CREATE TRIGGER "Limit_admission" AFTER INSERT OR UPDATE OR DELETE ON "Limit" FOR EACH STATEMENT EXECUTE FUNCTION millrace_notify_admission();
CREATE TRIGGER "Deployment_admission" AFTER UPDATE ON "Deployment" FOR EACH STATEMENT EXECUTE FUNCTION millrace_notify_admission();
CREATE TRIGGER "Organization_admission" AFTER UPDATE OF "concurrentRunsMax", "queueWeight", "pausedAt", "deletedAt" ON "Organization" FOR EACH STATEMENT EXECUTE FUNCTION millrace_notify_admission();
CREATE TRIGGER "Worker_admission" AFTER INSERT OR DELETE ON "Worker" FOR EACH STATEMENT EXECUTE FUNCTION millrace_notify_admission();
CREATE TRIGGER "PoolSlot_admission" AFTER DELETE ON "PoolSlot" FOR EACH STATEMENT EXECUTE FUNCTION millrace_notify_admission();

-- What open pages of an organization refresh on. TG_ARGV: the kind, and the column that identifies the thing.
CREATE FUNCTION millrace_notify_live() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  org text;
  id text;
BEGIN
  EXECUTE format('SELECT $1."orgId", $1.%I::text', TG_ARGV[1])
    INTO org, id USING CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
  PERFORM pg_notify('millrace_live', json_build_object('orgId', org, 'kind', TG_ARGV[0], 'id', id)::text);
  RETURN NULL;
END $$;
CREATE FUNCTION millrace_notify_run() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('millrace_live', json_build_object('orgId', NEW."orgId", 'kind', 'run', 'id', NEW."id")::text);
  RETURN NULL;
END $$;
CREATE TRIGGER "Run_live_insert" AFTER INSERT ON "Run" FOR EACH ROW EXECUTE FUNCTION millrace_notify_run();
CREATE TRIGGER "Run_live_update" AFTER UPDATE OF "status", "eventSeq", "outputBytes", "priority" ON "Run" FOR EACH ROW EXECUTE FUNCTION millrace_notify_run();
CREATE TRIGGER "LocationVersion_live" AFTER INSERT OR UPDATE ON "LocationVersion" FOR EACH ROW EXECUTE FUNCTION millrace_notify_live('location', 'locationId');
CREATE TRIGGER "ActiveVersion_live" AFTER INSERT OR UPDATE OR DELETE ON "ActiveVersion" FOR EACH ROW EXECUTE FUNCTION millrace_notify_live('location', 'locationId');
CREATE TRIGGER "Incident_live" AFTER INSERT OR UPDATE ON "Incident" FOR EACH ROW EXECUTE FUNCTION millrace_notify_live('incident', 'id');
CREATE TRIGGER "Delivery_live" AFTER INSERT OR UPDATE ON "Delivery" FOR EACH ROW EXECUTE FUNCTION millrace_notify_live('delivery', 'id');
CREATE TRIGGER "DynamicPartition_live" AFTER INSERT OR DELETE ON "DynamicPartition" FOR EACH ROW EXECUTE FUNCTION millrace_notify_live('partitions', 'set');
CREATE TRIGGER "Limit_live" AFTER INSERT OR UPDATE OR DELETE ON "Limit" FOR EACH ROW EXECUTE FUNCTION millrace_notify_live('limit', 'id');

-- Who did what stays written.
CREATE FUNCTION millrace_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '"%" is append only', TG_TABLE_NAME;
END $$;
CREATE TRIGGER "AuditEntry_append_only" BEFORE UPDATE OR DELETE ON "AuditEntry" FOR EACH ROW EXECUTE FUNCTION millrace_append_only();
CREATE TRIGGER "Activation_append_only" BEFORE UPDATE OR DELETE ON "Activation" FOR EACH ROW EXECUTE FUNCTION millrace_append_only();
