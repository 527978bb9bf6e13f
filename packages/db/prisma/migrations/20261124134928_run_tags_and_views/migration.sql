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
