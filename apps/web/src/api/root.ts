import { differenceRouter } from '#features/difference/server/difference-router.ts';
import { launchRouter } from '#features/launch/server/launch-router.ts';
import { liveRouter } from '#features/live/server/live-router.ts';
import { reconstructionRouter } from '#features/reconstructions/server/reconstruction-router.ts';
import { testSampleRouter } from '#features/reconstructions/server/test-sample-router.ts';
import { runListRouter } from '#features/run-list/server/run-list-router.ts';
import { codeFigureRouter } from '#features/runs/server/code-figure-router.ts';
import { logRouter } from '#features/runs/server/log-router.ts';
import { runRouter } from '#features/runs/server/run-router.ts';
import { steeringRouter } from '#features/steering/server/steering-router.ts';
import { sweepRouter } from '#features/sweeps/server/sweep-router.ts';
import { systemRouter } from '#features/system/server/system-router.ts';
import { createCallerFactory, router } from '#server/trpc.ts';

export const appRouter = router({
  sweeps: sweepRouter,
  runs: runRouter,
  codeFigures: codeFigureRouter,
  runList: runListRouter,
  difference: differenceRouter,
  reconstructions: reconstructionRouter,
  testSamples: testSampleRouter,
  launch: launchRouter,
  live: liveRouter,
  logs: logRouter,
  steering: steeringRouter,
  system: systemRouter,
});

declare module '#lib/trpc.ts' {
  interface Register {
    readonly router: typeof appRouter;
  }
}

export const createCaller = createCallerFactory(appRouter);
