import type { Queries } from '../client.ts';
import { Prisma } from '../generated/prisma/client.ts';

/** The values of a run that its epochs add to those of its parameters. */
const summaryKeys = ['lastValidationCost', 'bestValidationCost', 'lastTestCost', 'lastTrainCost', 'trainingSeconds'] as const;

type Summary = Readonly<Record<(typeof summaryKeys)[number], number | null>>;

/** Brings the summary of a run up to what is recorded of it now: its columns, and its values for filters and sorting. */
export async function summariseRun(transaction: Queries, runKey: number): Promise<void> {
  const [summary] = await transaction.$queryRaw<readonly Summary[]>`
    UPDATE "Run" SET
      ("lastValidationCost", "lastTestCost", "lastTrainCost") = (
        SELECT "validationCostPerSample", "testCostPerSample", "trainCostPerSample"
        FROM "Epoch" WHERE "runKey" = ${runKey} ORDER BY "epoch" DESC LIMIT 1
      ),
      ("bestValidationCost", "trainingSeconds") = (
        SELECT min("validationCostPerSample"), coalesce(sum("seconds"), 0) FROM "Epoch" WHERE "runKey" = ${runKey}
      ),
      "lastReconstructionEpoch" = (SELECT max("epoch") FROM "Reconstruction" WHERE "runKey" = ${runKey})
    WHERE "key" = ${runKey}
    RETURNING "lastValidationCost", "bestValidationCost", "lastTestCost", "lastTrainCost", "trainingSeconds"`;
  const entries = summaryKeys.map((key) => ({ key, number: summary?.[key] ?? null }));
  const known = entries.filter(({ number }) => number !== null);
  const unknown = entries.filter(({ number }) => number === null).map(({ key }) => key);
  if (unknown.length > 0) await transaction.runValue.deleteMany({ where: { runKey, key: { in: unknown } } });
  if (known.length > 0) {
    await transaction.$executeRaw`
      INSERT INTO "RunValue" ("runKey", "key", "number")
      VALUES ${Prisma.join(known.map(({ key, number }) => Prisma.sql`(${runKey}, ${key}, ${number})`))}
      ON CONFLICT ("runKey", "key") DO UPDATE SET "number" = excluded."number"`;
  }
}
