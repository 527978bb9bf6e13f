-- Runs that were planned before `condition` existed get its default, so that filters find them by it and lists do not call it varying.
INSERT OR IGNORE INTO "RunValue" ("runKey", "key", "number", "text") SELECT "key", 'condition', NULL, 'none' FROM "Run" WHERE "kind" = 'run';
UPDATE "Run" SET "values" = json_patch('{"condition":"none"}', "values") WHERE "kind" = 'run';
