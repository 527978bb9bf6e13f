-- A run is known by a number, and drawn in a colour by the number of its configuration. Both are given once and stay, whatever is deleted.
-- The program beside this file fills them in for the runs that there are.
CREATE TABLE "Configuration" (
    "key" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "hash" TEXT NOT NULL
);
CREATE UNIQUE INDEX "Configuration_hash_key" ON "Configuration"("hash");

ALTER TABLE "Run" ADD COLUMN "number" INTEGER;
ALTER TABLE "Run" ADD COLUMN "configurationKey" INTEGER REFERENCES "Configuration" ("key") ON DELETE RESTRICT ON UPDATE CASCADE;
CREATE UNIQUE INDEX "Run_number_key" ON "Run"("number");
