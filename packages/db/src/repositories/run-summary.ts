import type { Queries } from '../client.ts';

/** The values of a run that its epochs add to those of its parameters. */
const summaryKeys = ['lastValidationCost', 'bestValidationCost', 'lastTestCost', 'lastTrainCost', 'trainingSeconds'] as const;

/** Brings the summary of a run up to what is recorded of it now: its columns, and its values for filters and sorting. */
export async function summariseRun(transaction: Queries, runKey: number): Promise<void> {
  const last = await transaction.epoch.findFirst({ where: { runKey }, orderBy: { epoch: 'desc' } });
  const over = await transaction.epoch.aggregate({
    where: { runKey },
    _min: { validationCostPerSample: true },
    _sum: { seconds: true },
  });
  const reconstructed = await transaction.reconstruction.aggregate({ where: { runKey }, _max: { epoch: true } });
  const summary = {
    lastValidationCost: last?.validationCostPerSample ?? null,
    bestValidationCost: over._min.validationCostPerSample,
    lastTestCost: last?.testCostPerSample ?? null,
    lastTrainCost: last?.trainCostPerSample ?? null,
    trainingSeconds: over._sum.seconds ?? 0,
  };
  await transaction.run.update({
    where: { key: runKey },
    data: { ...summary, lastReconstructionEpoch: reconstructed._max.epoch },
    select: { key: true },
  });
  await transaction.runValue.deleteMany({ where: { runKey, key: { in: [...summaryKeys] } } });
  await transaction.runValue.createMany({
    data: summaryKeys.flatMap((key) => {
      const value = summary[key];
      return value === null ? [] : [{ runKey, key, number: value }];
    }),
  });
}
