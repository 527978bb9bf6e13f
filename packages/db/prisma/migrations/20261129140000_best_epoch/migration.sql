-- The test cost of the best epoch, in a column like the other costs that lists of runs show and sort by.
ALTER TABLE "Run" ADD COLUMN "bestTestCost" REAL;
UPDATE "Run" SET "bestTestCost" = (
  SELECT "best" FROM "RunMetric"
  WHERE "runKey" = "Run"."key" AND "metricKey" = (SELECT "key" FROM "Metric" WHERE "part" = 'test' AND "name" = 'cost')
);

-- The cost of every test sample with the parameters of the best epoch. Runs of earlier versions have none.
ALTER TABLE "Checkpoint" ADD COLUMN "testCosts" BLOB;

-- The best run of a sweep is the one with the lowest validation cost at its best epoch.
DROP INDEX "Run_sweepKey_kind_state_deletedAt_lastValidationCost_idx";
CREATE INDEX "Run_sweepKey_kind_state_deletedAt_bestValidationCost_idx" ON "Run"("sweepKey", "kind", "state", "deletedAt", "bestValidationCost");

DROP INDEX "Run_finding_idx";
CREATE INDEX "Run_finding_idx" ON "Run"("kind", "archivedAt", "deletedAt", "lastValidationCost", "state", "sweepKey", "bestValidationCost", "lastTestCost", "lastTrainCost", "trainingSeconds", "createdAt", "startedAt", "endedAt", "seed", "bestEpoch", "bestTestCost");
