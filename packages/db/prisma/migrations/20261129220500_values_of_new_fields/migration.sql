-- Runs that were planned before a field existed get its default, so that filters find them by it and lists do not call it varying.
INSERT OR IGNORE INTO "RunValue" ("runKey", "key", "number", "text")
SELECT "Run"."key", "added"."key", "added"."number", "added"."text"
FROM "Run"
CROSS JOIN (
  SELECT 'normalisation' AS "key", NULL AS "number", 'none' AS "text"
  UNION ALL SELECT 'dropout', 0, NULL
  UNION ALL SELECT 'centre', NULL, 'true'
  UNION ALL SELECT 'code', NULL, 'plain'
  UNION ALL SELECT 'likelihood', NULL, 'squaredError'
  UNION ALL SELECT 'clipNorm', 0, NULL
  UNION ALL SELECT 'clipValue', 0, NULL
) AS "added"
WHERE "Run"."kind" = 'run';

-- Only dense runs are as old as that.
INSERT OR IGNORE INTO "RunValue" ("runKey", "key", "number", "text")
SELECT "key", 'initialisation', NULL, 'fanIn' FROM "Run"
WHERE "kind" = 'run' AND json_extract("values", '$.initialisation') IS NULL;

-- The defaults after the values that a run has, which stay as they are.
UPDATE "Run"
SET "values" = json_patch(
  json_patch(
    "values",
    '{"initialisation":"fanIn","normalisation":"none","dropout":0,"centre":"true","code":"plain","likelihood":"squaredError","clipNorm":0,"clipValue":0}'
  ),
  "values"
)
WHERE "kind" = 'run';
