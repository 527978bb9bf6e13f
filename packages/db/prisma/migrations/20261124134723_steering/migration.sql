-- AlterTable
ALTER TABLE "Sweep" ADD COLUMN "wantedReason" TEXT;

-- AlterTable
ALTER TABLE "SweepRevision" ADD COLUMN "fingerprint" TEXT;

-- CreateTable
CREATE TABLE "LogLine" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "runKey" INTEGER NOT NULL,
    "attempt" INTEGER NOT NULL,
    "time" BIGINT NOT NULL,
    "level" TEXT NOT NULL,
    "message" TEXT NOT NULL,
    CONSTRAINT "LogLine_runKey_fkey" FOREIGN KEY ("runKey") REFERENCES "Run" ("key") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Setting" (
    "key" TEXT NOT NULL PRIMARY KEY,
    "value" TEXT NOT NULL
);

-- AlterTable
ALTER TABLE "Run" ADD COLUMN "deaths" INTEGER NOT NULL DEFAULT 0;

-- CreateIndex
CREATE INDEX "LogLine_runKey_id_idx" ON "LogLine"("runKey", "id");

-- CreateIndex
CREATE UNIQUE INDEX "SweepRevision_fingerprint_key" ON "SweepRevision"("fingerprint");
