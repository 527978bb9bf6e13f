-- What runs the steps of a run (`session`, `xla` or `eager`), recorded at its first claim and kept by every resume, and why it is not the
-- one that the run asked for. Runs that were begun before there was a choice keep the session.
ALTER TABLE "Run" ADD COLUMN "executor" TEXT;
ALTER TABLE "Run" ADD COLUMN "executorReason" TEXT;
UPDATE "Run" SET "executor" = 'session' WHERE "kind" = 'run' AND "attempt" > 0;
