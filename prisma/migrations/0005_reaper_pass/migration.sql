-- When a daemon last looked for runs that lost their worker.
CREATE TABLE "ReaperPass" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ReaperPass_pkey" PRIMARY KEY ("id")
);
INSERT INTO "ReaperPass" DEFAULT VALUES;
