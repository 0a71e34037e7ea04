-- Deliveries that were given up are "undelivered"; jobs that wait in the outbox take the new name of their handler.
UPDATE "Delivery" SET "status" = 'UNDELIVERED' WHERE "status" = 'DEAD';
UPDATE "Outbox" SET "job" = 'handleFailedRun' WHERE "job" = 'settleRun' AND "sentAt" IS NULL;
