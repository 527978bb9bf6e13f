import { z } from 'zod';
import { checked } from '#server/checked.ts';
import { idSchema } from '#server/inputs.ts';
import { procedure, router } from '#server/trpc.ts';

/** An extended run records its figures again: the attempt keeps old answers apart. */
const ofAttempt = checked(z.strictObject({ run: idSchema, attempt: z.int().min(0) }));

export const codeFigureRouter = router({
  /** The figures of a run's code, without their samples, in the order of the table of figures. */
  list: procedure.input(ofAttempt).query(async ({ ctx, input }) => {
    const store = await ctx.store();
    const figures = await store.figures.list(input.run);
    return figures.map(({ run: _, samples: __, isFinal: ___, ...figure }) => figure);
  }),
});
