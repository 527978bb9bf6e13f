-- AlterTable
ALTER TABLE "Run" ADD COLUMN "archivedAt" BIGINT;

-- CreateTable
CREATE TABLE "RunTag" (
    "runKey" INTEGER NOT NULL,
    "tag" TEXT NOT NULL,

    PRIMARY KEY ("runKey", "tag"),
    CONSTRAINT "RunTag_runKey_fkey" FOREIGN KEY ("runKey") REFERENCES "Run" ("key") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "View" (
    "key" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "definition" TEXT NOT NULL,
    "createdAt" BIGINT NOT NULL,
    "updatedAt" BIGINT NOT NULL
);

-- CreateIndex
CREATE INDEX "RunTag_tag_runKey_idx" ON "RunTag"("tag", "runKey");

-- CreateIndex
CREATE UNIQUE INDEX "View_id_key" ON "View"("id");

-- CreateIndex
CREATE UNIQUE INDEX "View_name_key" ON "View"("name");

-- Found runs are sorted by values, one look-up a run: without a rowid the look-up by run and key is the row itself (a third of the time).
CREATE TABLE "new_RunValue" (
    "runKey" INTEGER NOT NULL,
    "key" TEXT NOT NULL,
    "number" REAL,
    "text" TEXT,

    PRIMARY KEY ("runKey", "key"),
    CONSTRAINT "RunValue_runKey_fkey" FOREIGN KEY ("runKey") REFERENCES "Run" ("key") ON DELETE CASCADE ON UPDATE CASCADE
) WITHOUT ROWID;
INSERT INTO "new_RunValue" ("runKey", "key", "number", "text") SELECT "runKey", "key", "number", "text" FROM "RunValue" ORDER BY "runKey", "key";
DROP TABLE "RunValue";
ALTER TABLE "new_RunValue" RENAME TO "RunValue";
CREATE INDEX "RunValue_key_number_runKey_idx" ON "RunValue"("key", "number", "runKey");
CREATE INDEX "RunValue_key_text_runKey_idx" ON "RunValue"("key", "text", "runKey");

-- CreateIndex
CREATE INDEX "Run_finding_idx" ON "Run"("kind", "archivedAt", "deletedAt", "lastValidationCost", "state", "sweepKey", "bestValidationCost", "lastTestCost", "lastTrainCost", "trainingSeconds", "createdAt", "startedAt", "endedAt", "seed");
