import { z } from 'zod';
import { checked } from '#server/checked.ts';
import { epochSchema, idSchema } from '#server/inputs.ts';
import { procedure, router } from '#server/trpc.ts';
import { sixDigits } from './six-digits.ts';

const ofRun = checked(z.strictObject({ run: idSchema }));
const ofEpoch = checked(z.strictObject({ run: idSchema, epoch: epochSchema }));

export const reconstructionRouter = router({
  /** The recorded epochs of a run, ascending, without pictures and without costs of single samples. */
  list: procedure.input(ofRun).query(async ({ ctx, input }) => {
    const store = await ctx.store();
    const reconstructions = await store.reconstructions.list(input.run);
    return reconstructions.map(({ costs, run: _, ...rest }) => ({ ...rest, ...spread(costs) }));
  }),

  /** The exact cost of each probe sample, in probe-set order. */
  costs: procedure.input(ofEpoch).query(async ({ ctx, input }) => {
    const store = await ctx.store();
    const costs = await store.reconstructions.costs(input.run, input.epoch);
    return Array.from(costs, (cost) => (Number.isFinite(cost) ? sixDigits(cost) : null));
  }),

  /** Metadata of a probe set, without pictures and values. */
  probeSet: procedure.input(checked(z.strictObject({ id: idSchema }))).query(async ({ ctx, input }) => {
    const store = await ctx.store();
    const { indices, labels, ...probeSet } = await store.reconstructions.probeSet(input.id);
    const { id, dataset, version, kind, sampleShape, classes, atlasColumns, low, high } = probeSet;
    return {
      ...{ id, dataset, version, kind, sampleShape, classes, atlasColumns, low, high },
      indices: Array.from(indices),
      labels: labels === null ? null : Array.from(labels),
    };
  }),
});

/** Mean and standard deviation over the probe samples. */
function spread(costs: Float32Array): { readonly meanCost: number; readonly costDeviation: number; readonly samples: number } {
  const mean = costs.reduce((sum, cost) => sum + cost, 0) / costs.length;
  const variance = costs.reduce((sum, cost) => sum + (cost - mean) ** 2, 0) / Math.max(1, costs.length - 1);
  return { meanCost: sixDigits(mean), costDeviation: sixDigits(Math.sqrt(variance)), samples: costs.length };
}
