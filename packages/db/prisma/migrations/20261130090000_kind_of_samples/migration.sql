-- AlterTable
ALTER TABLE "ProbeSet" ADD COLUMN "kind" TEXT;
