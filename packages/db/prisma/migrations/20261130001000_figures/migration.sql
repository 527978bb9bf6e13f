-- AlterTable
ALTER TABLE "Reconstruction" ADD COLUMN "codes" BLOB;

-- AlterTable
ALTER TABLE "RunResult" ADD COLUMN "codesHash" TEXT REFERENCES "Blob" ("hash") ON DELETE RESTRICT ON UPDATE CASCADE;

-- CreateIndex
CREATE INDEX "RunResult_codesHash_idx" ON "RunResult"("codesHash");

-- CreateTable
CREATE TABLE "Figure" (
    "runKey" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "epoch" INTEGER NOT NULL,
    "probeSetKey" INTEGER NOT NULL,
    "layout" TEXT NOT NULL,
    "format" TEXT NOT NULL,
    "low" REAL NOT NULL,
    "high" REAL NOT NULL,
    "clippedPixels" INTEGER NOT NULL,
    "blobHash" TEXT NOT NULL,
    "createdAt" BIGINT NOT NULL,

    PRIMARY KEY ("runKey", "kind"),
    CONSTRAINT "Figure_runKey_fkey" FOREIGN KEY ("runKey") REFERENCES "Run" ("key") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Figure_probeSetKey_fkey" FOREIGN KEY ("probeSetKey") REFERENCES "ProbeSet" ("key") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "Figure_blobHash_fkey" FOREIGN KEY ("blobHash") REFERENCES "Blob" ("hash") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateIndex
CREATE INDEX "Figure_probeSetKey_idx" ON "Figure"("probeSetKey");

-- CreateIndex
CREATE INDEX "Figure_blobHash_idx" ON "Figure"("blobHash");
