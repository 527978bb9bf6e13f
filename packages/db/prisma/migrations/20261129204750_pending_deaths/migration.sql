-- CreateTable
CREATE TABLE "PendingDeath" (
    "runKey" INTEGER NOT NULL,
    "workerKey" INTEGER NOT NULL,
    "bootId" TEXT NOT NULL,
    "heartbeatUptime" BIGINT NOT NULL,
    "endedUptime" BIGINT NOT NULL,

    PRIMARY KEY ("workerKey", "runKey"),
    CONSTRAINT "PendingDeath_runKey_fkey" FOREIGN KEY ("runKey") REFERENCES "Run" ("key") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateIndex
CREATE INDEX "PendingDeath_runKey_idx" ON "PendingDeath"("runKey");
