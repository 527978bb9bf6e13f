-- Costs that were columns of an epoch become named metrics, a row for each number.

-- CreateTable
CREATE TABLE "Metric" (
    "key" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "part" TEXT NOT NULL,
    "name" TEXT NOT NULL
);

-- CreateIndex
CREATE UNIQUE INDEX "Metric_part_name_key" ON "Metric"("part", "name");

INSERT INTO "Metric" ("key", "part", "name")
VALUES (1, 'train', 'batchCost'), (2, 'train', 'cost'), (3, 'validation', 'cost'), (4, 'test', 'cost');

-- Rows of some 20 bytes that are read by their key alone: without a rowid they are stored once, in its order.
-- CreateTable
CREATE TABLE "EpochMetric" (
    "runKey" INTEGER NOT NULL,
    "metricKey" INTEGER NOT NULL,
    "epoch" INTEGER NOT NULL,
    "value" REAL,

    PRIMARY KEY ("runKey", "metricKey", "epoch"),
    CONSTRAINT "EpochMetric_runKey_fkey" FOREIGN KEY ("runKey") REFERENCES "Run" ("key") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "EpochMetric_metricKey_fkey" FOREIGN KEY ("metricKey") REFERENCES "Metric" ("key") ON DELETE RESTRICT ON UPDATE CASCADE
) WITHOUT ROWID;

-- A baseline has no last batch; in a trained run null is a cost that was not finite.
INSERT INTO "EpochMetric" ("runKey", "metricKey", "epoch", "value")
SELECT "Epoch"."runKey", "Metric"."key", "Epoch"."epoch",
       CASE "Metric"."key"
         WHEN 1 THEN "Epoch"."lastBatchCost"
         WHEN 2 THEN "Epoch"."trainCostPerSample"
         WHEN 3 THEN "Epoch"."validationCostPerSample"
         WHEN 4 THEN "Epoch"."testCostPerSample"
       END
FROM "Epoch" JOIN "Run" ON "Run"."key" = "Epoch"."runKey" CROSS JOIN "Metric"
WHERE "Metric"."key" <> 1 OR "Run"."kind" = 'run'
ORDER BY "Epoch"."runKey", "Metric"."key", "Epoch"."epoch";

-- CreateTable
CREATE TABLE "EpochVector" (
    "runKey" INTEGER NOT NULL,
    "metricKey" INTEGER NOT NULL,
    "epoch" INTEGER NOT NULL,
    "values" BLOB NOT NULL,

    PRIMARY KEY ("runKey", "metricKey", "epoch"),
    CONSTRAINT "EpochVector_runKey_fkey" FOREIGN KEY ("runKey") REFERENCES "Run" ("key") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "EpochVector_metricKey_fkey" FOREIGN KEY ("metricKey") REFERENCES "Metric" ("key") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- AlterTable
ALTER TABLE "Run" ADD COLUMN "bestEpoch" INTEGER;

UPDATE "Run" SET "bestEpoch" = (
  SELECT "epoch" FROM "EpochMetric" WHERE "runKey" = "Run"."key" AND "metricKey" = 3 AND "value" IS NOT NULL ORDER BY "value", "epoch" LIMIT 1
);

-- CreateTable
CREATE TABLE "RunMetric" (
    "runKey" INTEGER NOT NULL,
    "metricKey" INTEGER NOT NULL,
    "last" REAL,
    "best" REAL,

    PRIMARY KEY ("runKey", "metricKey"),
    CONSTRAINT "RunMetric_runKey_fkey" FOREIGN KEY ("runKey") REFERENCES "Run" ("key") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "RunMetric_metricKey_fkey" FOREIGN KEY ("metricKey") REFERENCES "Metric" ("key") ON DELETE RESTRICT ON UPDATE CASCADE
) WITHOUT ROWID;

INSERT INTO "RunMetric" ("runKey", "metricKey", "last", "best")
SELECT "Run"."key", "Metric"."key", "Last"."value", "Best"."value"
FROM "Run" CROSS JOIN "Metric"
JOIN "EpochMetric" AS "Last" ON "Last"."runKey" = "Run"."key" AND "Last"."metricKey" = "Metric"."key" AND "Last"."epoch" = (
  SELECT max("epoch") FROM "EpochMetric" WHERE "runKey" = "Run"."key" AND "metricKey" = "Metric"."key"
)
LEFT JOIN "EpochMetric" AS "Best"
  ON "Best"."runKey" = "Run"."key" AND "Best"."metricKey" = "Metric"."key" AND "Best"."epoch" = "Run"."bestEpoch"
ORDER BY "Run"."key", "Metric"."key";

-- CreateIndex
CREATE INDEX "RunMetric_metricKey_last_idx" ON "RunMetric"("metricKey", "last");

-- CreateIndex
CREATE INDEX "RunMetric_metricKey_best_idx" ON "RunMetric"("metricKey", "best");

-- RedefineTables
CREATE TABLE "new_Epoch" (
    "runKey" INTEGER NOT NULL,
    "epoch" INTEGER NOT NULL,
    "step" INTEGER NOT NULL,
    "seconds" REAL NOT NULL,
    "endedAt" BIGINT NOT NULL,

    PRIMARY KEY ("runKey", "epoch"),
    CONSTRAINT "Epoch_runKey_fkey" FOREIGN KEY ("runKey") REFERENCES "Run" ("key") ON DELETE CASCADE ON UPDATE CASCADE
);
INSERT INTO "new_Epoch" ("runKey", "epoch", "step", "seconds", "endedAt")
SELECT "runKey", "epoch", "step", "seconds", "endedAt" FROM "Epoch" ORDER BY "runKey", "epoch";
DROP TABLE "Epoch";
ALTER TABLE "new_Epoch" RENAME TO "Epoch";

-- What RunMetric and columns of the run say now was also kept among the values of parameters.
DELETE FROM "RunValue"
WHERE "key" IN ('lastValidationCost', 'bestValidationCost', 'lastTestCost', 'lastTrainCost', 'trainingSeconds');
