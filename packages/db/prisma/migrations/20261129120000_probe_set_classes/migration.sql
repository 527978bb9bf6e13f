-- AlterTable
ALTER TABLE "ProbeSet" ADD COLUMN "classes" TEXT;
