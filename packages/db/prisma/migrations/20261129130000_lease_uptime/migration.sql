-- A lease ends by the uptime of the machine, one clock for all processes of a home, and no longer by the wall clocks of those who claim.
-- Open leases of before count as silent: their workers, if they live, are known by their processes.
DROP INDEX "Lease_endedAt_expiresAt_idx";
ALTER TABLE "Lease" DROP COLUMN "expiresAt";
ALTER TABLE "Lease" ADD COLUMN "heartbeatUptime" BIGINT NOT NULL DEFAULT 0;
CREATE INDEX "Lease_endedAt_idx" ON "Lease"("endedAt");

ALTER TABLE "Worker" ADD COLUMN "place" TEXT NOT NULL DEFAULT '';
ALTER TABLE "Worker" ADD COLUMN "seenUptime" BIGINT NOT NULL DEFAULT 0;
