import { liveRouter } from '#features/live/server/live-router.ts';
import { reconstructionRouter } from '#features/reconstructions/server/reconstruction-router.ts';
import { runListRouter } from '#features/run-list/server/run-list-router.ts';
import { runRouter } from '#features/runs/server/run-router.ts';
import { sweepRouter } from '#features/sweeps/server/sweep-router.ts';
import { createCallerFactory, router } from './trpc.ts';

export const appRouter = router({
  sweeps: sweepRouter,
  runs: runRouter,
  runList: runListRouter,
  reconstructions: reconstructionRouter,
  live: liveRouter,
});

export type AppRouter = typeof appRouter;

export const createCaller = createCallerFactory(appRouter);
