-- AlterTable
ALTER TABLE "Sweep" ADD COLUMN "facts" TEXT;
