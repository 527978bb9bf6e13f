-- CreateTable
CREATE TABLE "Sweep" (
    "key" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "id" TEXT NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "notes" TEXT,
    "tags" TEXT NOT NULL DEFAULT '[]',
    "dataset" TEXT NOT NULL,
    "axes" TEXT NOT NULL,
    "wanted" TEXT NOT NULL DEFAULT 'run',
    "revision" INTEGER NOT NULL,
    "createdAt" BIGINT NOT NULL,
    "updatedAt" BIGINT NOT NULL,
    "deletedAt" BIGINT
);

-- CreateTable
CREATE TABLE "SweepRevision" (
    "sweepKey" INTEGER NOT NULL,
    "revision" INTEGER NOT NULL,
    "spec" TEXT NOT NULL,
    "specText" TEXT,
    "createdAt" BIGINT NOT NULL,

    PRIMARY KEY ("sweepKey", "revision"),
    CONSTRAINT "SweepRevision_sweepKey_fkey" FOREIGN KEY ("sweepKey") REFERENCES "Sweep" ("key") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Run" (
    "key" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "id" TEXT NOT NULL,
    "sweepKey" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "name" TEXT,
    "notes" TEXT,
    "tags" TEXT NOT NULL DEFAULT '[]',
    "seed" BIGINT NOT NULL,
    "parameters" TEXT NOT NULL,
    "values" TEXT NOT NULL,
    "parameterCount" INTEGER NOT NULL,
    "totalSteps" INTEGER NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "wanted" TEXT NOT NULL DEFAULT 'run',
    "attempt" INTEGER NOT NULL DEFAULT 0,
    "exitReason" TEXT,
    "step" INTEGER NOT NULL DEFAULT 0,
    "createdAt" BIGINT NOT NULL,
    "startedAt" BIGINT,
    "endedAt" BIGINT,
    "lastValidationCost" REAL,
    "bestValidationCost" REAL,
    "lastTestCost" REAL,
    "lastTrainCost" REAL,
    "trainingSeconds" REAL NOT NULL DEFAULT 0,
    "lastReconstructionEpoch" INTEGER,
    "provenance" TEXT,
    "deletedAt" BIGINT,
    CONSTRAINT "Run_sweepKey_fkey" FOREIGN KEY ("sweepKey") REFERENCES "Sweep" ("key") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "RunValue" (
    "runKey" INTEGER NOT NULL,
    "key" TEXT NOT NULL,
    "number" REAL,
    "text" TEXT,

    PRIMARY KEY ("runKey", "key"),
    CONSTRAINT "RunValue_runKey_fkey" FOREIGN KEY ("runKey") REFERENCES "Run" ("key") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Worker" (
    "key" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "hostname" TEXT NOT NULL,
    "bootId" TEXT NOT NULL,
    "pid" INTEGER NOT NULL,
    "startedAt" BIGINT NOT NULL,
    "seenAt" BIGINT NOT NULL
);

-- CreateTable
CREATE TABLE "Lease" (
    "runKey" INTEGER NOT NULL,
    "attempt" INTEGER NOT NULL,
    "workerKey" INTEGER NOT NULL,
    "milliseconds" INTEGER NOT NULL,
    "claimedAt" BIGINT NOT NULL,
    "heartbeatAt" BIGINT NOT NULL,
    "expiresAt" BIGINT NOT NULL,
    "fromStep" INTEGER NOT NULL,
    "endedAt" BIGINT,
    "outcome" TEXT,
    "provenance" TEXT,

    PRIMARY KEY ("runKey", "attempt"),
    CONSTRAINT "Lease_runKey_fkey" FOREIGN KEY ("runKey") REFERENCES "Run" ("key") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Lease_workerKey_fkey" FOREIGN KEY ("workerKey") REFERENCES "Worker" ("key") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Epoch" (
    "runKey" INTEGER NOT NULL,
    "epoch" INTEGER NOT NULL,
    "step" INTEGER NOT NULL,
    "lastBatchCost" REAL,
    "trainCostPerSample" REAL,
    "validationCostPerSample" REAL,
    "testCostPerSample" REAL,
    "seconds" REAL NOT NULL,
    "endedAt" BIGINT NOT NULL,

    PRIMARY KEY ("runKey", "epoch"),
    CONSTRAINT "Epoch_runKey_fkey" FOREIGN KEY ("runKey") REFERENCES "Run" ("key") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "MetricChunk" (
    "runKey" INTEGER NOT NULL,
    "series" TEXT NOT NULL,
    "level" INTEGER NOT NULL,
    "index" INTEGER NOT NULL,
    "firstStep" INTEGER NOT NULL,
    "stride" INTEGER NOT NULL,
    "count" INTEGER NOT NULL,
    "startedAt" BIGINT NOT NULL,
    "endedAt" BIGINT NOT NULL,
    "format" INTEGER NOT NULL,
    "values" BLOB NOT NULL,

    PRIMARY KEY ("runKey", "series", "level", "index"),
    CONSTRAINT "MetricChunk_runKey_fkey" FOREIGN KEY ("runKey") REFERENCES "Run" ("key") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "ProbeSet" (
    "key" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "id" TEXT NOT NULL,
    "dataset" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "hash" TEXT NOT NULL,
    "sampleShape" TEXT NOT NULL,
    "atlasColumns" INTEGER NOT NULL,
    "low" REAL NOT NULL,
    "high" REAL NOT NULL,
    "createdAt" BIGINT NOT NULL,
    "indices" BLOB NOT NULL,
    "labels" BLOB,
    "atlas" BLOB NOT NULL,
    "originals" BLOB NOT NULL
);

-- CreateTable
CREATE TABLE "Reconstruction" (
    "runKey" INTEGER NOT NULL,
    "epoch" INTEGER NOT NULL,
    "probeSetKey" INTEGER NOT NULL,
    "atlasColumns" INTEGER NOT NULL,
    "low" REAL NOT NULL,
    "high" REAL NOT NULL,
    "clippedPixels" INTEGER NOT NULL,
    "createdAt" BIGINT NOT NULL,
    "costs" BLOB NOT NULL,
    "atlas" BLOB NOT NULL,

    PRIMARY KEY ("runKey", "epoch"),
    CONSTRAINT "Reconstruction_runKey_fkey" FOREIGN KEY ("runKey") REFERENCES "Run" ("key") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Reconstruction_probeSetKey_fkey" FOREIGN KEY ("probeSetKey") REFERENCES "ProbeSet" ("key") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "RunResult" (
    "runKey" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "blobHash" TEXT NOT NULL,
    "createdAt" BIGINT NOT NULL,
    "testCosts" BLOB NOT NULL,
    CONSTRAINT "RunResult_runKey_fkey" FOREIGN KEY ("runKey") REFERENCES "Run" ("key") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "RunResult_blobHash_fkey" FOREIGN KEY ("blobHash") REFERENCES "Blob" ("hash") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Checkpoint" (
    "key" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "runKey" INTEGER NOT NULL,
    "attempt" INTEGER NOT NULL,
    "step" INTEGER NOT NULL,
    "epoch" INTEGER NOT NULL,
    "blobHash" TEXT NOT NULL,
    "withOptimizer" BOOLEAN NOT NULL,
    "validationCostPerSample" REAL,
    "engine" TEXT NOT NULL,
    "libraryVersion" TEXT,
    "createdAt" BIGINT NOT NULL,
    CONSTRAINT "Checkpoint_runKey_fkey" FOREIGN KEY ("runKey") REFERENCES "Run" ("key") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Checkpoint_blobHash_fkey" FOREIGN KEY ("blobHash") REFERENCES "Blob" ("hash") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Blob" (
    "hash" TEXT NOT NULL PRIMARY KEY,
    "bytes" BIGINT NOT NULL,
    "createdAt" BIGINT NOT NULL
);

-- CreateTable
CREATE TABLE "Event" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "time" BIGINT NOT NULL,
    "source" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "message" TEXT NOT NULL,
    "data" TEXT,
    "sweepKey" INTEGER,
    "runKey" INTEGER
);

-- CreateIndex
CREATE UNIQUE INDEX "Sweep_id_key" ON "Sweep"("id");

-- CreateIndex
CREATE UNIQUE INDEX "Sweep_fingerprint_key" ON "Sweep"("fingerprint");

-- CreateIndex
CREATE INDEX "Sweep_deletedAt_createdAt_idx" ON "Sweep"("deletedAt", "createdAt");

-- CreateIndex
CREATE UNIQUE INDEX "Run_id_key" ON "Run"("id");

-- CreateIndex
CREATE INDEX "Run_state_wanted_kind_sweepKey_key_idx" ON "Run"("state", "wanted", "kind", "sweepKey", "key");

-- CreateIndex
CREATE INDEX "Run_sweepKey_kind_state_deletedAt_lastValidationCost_idx" ON "Run"("sweepKey", "kind", "state", "deletedAt", "lastValidationCost");

-- CreateIndex
CREATE UNIQUE INDEX "Run_sweepKey_fingerprint_key" ON "Run"("sweepKey", "fingerprint");

-- CreateIndex
CREATE INDEX "RunValue_key_number_runKey_idx" ON "RunValue"("key", "number", "runKey");

-- CreateIndex
CREATE INDEX "RunValue_key_text_runKey_idx" ON "RunValue"("key", "text", "runKey");

-- CreateIndex
CREATE UNIQUE INDEX "Worker_hostname_bootId_pid_startedAt_key" ON "Worker"("hostname", "bootId", "pid", "startedAt");

-- CreateIndex
CREATE INDEX "Lease_endedAt_expiresAt_idx" ON "Lease"("endedAt", "expiresAt");

-- CreateIndex
CREATE INDEX "Lease_workerKey_idx" ON "Lease"("workerKey");

-- CreateIndex
CREATE UNIQUE INDEX "ProbeSet_id_key" ON "ProbeSet"("id");

-- CreateIndex
CREATE UNIQUE INDEX "ProbeSet_hash_key" ON "ProbeSet"("hash");

-- CreateIndex
CREATE INDEX "Reconstruction_probeSetKey_idx" ON "Reconstruction"("probeSetKey");

-- CreateIndex
CREATE INDEX "RunResult_blobHash_idx" ON "RunResult"("blobHash");

-- CreateIndex
CREATE INDEX "Checkpoint_blobHash_idx" ON "Checkpoint"("blobHash");

-- CreateIndex
CREATE UNIQUE INDEX "Checkpoint_runKey_step_withOptimizer_key" ON "Checkpoint"("runKey", "step", "withOptimizer");

-- CreateIndex
CREATE INDEX "Event_runKey_id_idx" ON "Event"("runKey", "id");

-- CreateIndex
CREATE INDEX "Event_sweepKey_id_idx" ON "Event"("sweepKey", "id");
