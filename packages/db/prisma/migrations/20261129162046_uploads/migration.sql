-- AlterTable
ALTER TABLE "Blob" ADD COLUMN "heldUntil" BIGINT;

-- CreateTable
CREATE TABLE "SweepUpload" (
    "sweepKey" INTEGER NOT NULL,
    "blobHash" TEXT NOT NULL,

    PRIMARY KEY ("sweepKey", "blobHash"),
    CONSTRAINT "SweepUpload_sweepKey_fkey" FOREIGN KEY ("sweepKey") REFERENCES "Sweep" ("key") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "SweepUpload_blobHash_fkey" FOREIGN KEY ("blobHash") REFERENCES "Blob" ("hash") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateIndex
CREATE INDEX "SweepUpload_blobHash_idx" ON "SweepUpload"("blobHash");
