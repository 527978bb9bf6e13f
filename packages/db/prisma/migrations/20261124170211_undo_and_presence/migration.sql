-- AlterTable
ALTER TABLE "Run" ADD COLUMN "undoUntil" BIGINT;

-- AlterTable
ALTER TABLE "Sweep" ADD COLUMN "undoUntil" BIGINT;

-- AlterTable
ALTER TABLE "Worker" ADD COLUMN "endedAt" BIGINT;
ALTER TABLE "Worker" ADD COLUMN "engine" TEXT;
ALTER TABLE "Worker" ADD COLUMN "memoryBytes" BIGINT;
