-- The end of each audit chain, apart from its entries, so that a chain that was cut off or emptied is noticed.
CREATE TABLE "AuditChain" (
    "orgId" TEXT NOT NULL,
    "entries" BIGINT NOT NULL DEFAULT 0,
    "lastId" TEXT,
    "hash" TEXT,

    CONSTRAINT "AuditChain_pkey" PRIMARY KEY ("orgId")
);
INSERT INTO "AuditChain" ("orgId", "entries", "lastId", "hash")
SELECT "orgId", count(*), (array_agg("id" ORDER BY "id" DESC))[1], (array_agg("hash" ORDER BY "id" DESC))[1]
FROM "AuditEntry" GROUP BY "orgId";

CREATE FUNCTION millrace_move_audit_chain() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "AuditChain" ("orgId", "entries", "lastId", "hash") VALUES (NEW."orgId", 1, NEW."id", NEW."hash")
  ON CONFLICT ("orgId") DO UPDATE
  SET "entries" = "AuditChain"."entries" + 1, "lastId" = EXCLUDED."lastId", "hash" = EXCLUDED."hash";
  RETURN NULL;
END $$;
CREATE TRIGGER "AuditEntry_chain" AFTER INSERT ON "AuditEntry" FOR EACH ROW EXECUTE FUNCTION millrace_move_audit_chain();

-- A chain only grows, by one entry at a time, and by that trigger alone.
CREATE FUNCTION millrace_audit_chain_grows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND pg_trigger_depth() > 1 AND NEW."orgId" = OLD."orgId" AND NEW."entries" = OLD."entries" + 1 THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION '"AuditChain" only grows with "AuditEntry"';
END $$;
CREATE TRIGGER "AuditChain_grows" BEFORE UPDATE OR DELETE ON "AuditChain" FOR EACH ROW EXECUTE FUNCTION millrace_audit_chain_grows();

-- Rows cannot be changed or deleted since 0002_engine; now tables cannot be emptied either.
CREATE TRIGGER "AuditEntry_no_truncate" BEFORE TRUNCATE ON "AuditEntry" FOR EACH STATEMENT EXECUTE FUNCTION millrace_append_only();
CREATE TRIGGER "AuditChain_no_truncate" BEFORE TRUNCATE ON "AuditChain" FOR EACH STATEMENT EXECUTE FUNCTION millrace_append_only();
CREATE TRIGGER "Activation_no_truncate" BEFORE TRUNCATE ON "Activation" FOR EACH STATEMENT EXECUTE FUNCTION millrace_append_only();

-- An invitation ends with its inviter's right to invite. Open ones get their inviter from the audit log.
ALTER TABLE "Invitation" ADD COLUMN "inviterId" TEXT;
UPDATE "Invitation" i SET "inviterId" = (
  SELECT a."actorId" FROM "AuditEntry" a
  WHERE a."orgId" = i."orgId" AND a."action" = 'member.invited' AND a."target" = i."email" AND a."actorKind" = 'user'
  ORDER BY a."id" DESC LIMIT 1
) WHERE i."acceptedAt" IS NULL AND i."revokedAt" IS NULL;
