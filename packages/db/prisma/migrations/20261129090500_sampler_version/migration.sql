-- AlterTable
-- Sweeps that are there were planned by version 1.
ALTER TABLE "Sweep" ADD COLUMN "samplerVersion" INTEGER NOT NULL DEFAULT 1;
