-- After the database or all daemons were away, no lease expires before this time.
ALTER TABLE "ReaperPass" ADD COLUMN "graceUntil" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP;
