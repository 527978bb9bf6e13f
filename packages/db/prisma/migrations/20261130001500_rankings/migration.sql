-- The metric by which a sweep ranks epochs and runs. Until now it was the validation cost, which null stands for.
ALTER TABLE "Sweep" ADD COLUMN "ranking" TEXT;
ALTER TABLE "Run" ADD COLUMN "rank" REAL;
UPDATE "Run" SET "rank" = "bestValidationCost";

-- The best run of a sweep is the one with the lowest rank.
DROP INDEX "Run_sweepKey_kind_state_deletedAt_bestValidationCost_idx";
CREATE INDEX "Run_sweepKey_kind_state_deletedAt_rank_idx" ON "Run"("sweepKey", "kind", "state", "deletedAt", "rank");
