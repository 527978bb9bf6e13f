-- AlterTable
ALTER TABLE "Sweep" ADD COLUMN "parent" TEXT;
ALTER TABLE "Sweep" ADD COLUMN "parentRun" TEXT;

-- CreateIndex
CREATE INDEX "Sweep_parent_idx" ON "Sweep"("parent");
