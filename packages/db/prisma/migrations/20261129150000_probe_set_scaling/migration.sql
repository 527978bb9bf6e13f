-- AlterTable
ALTER TABLE "ProbeSet" ADD COLUMN "scaling" TEXT;
