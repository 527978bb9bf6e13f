import { z } from 'zod';

const limit = z.object({
  value: z.number(),
  from: z.string().nullable().describe('of a control group; null if the machine itself is the limit'),
});
const executor = z.object({ name: z.enum(['session', 'xla', 'eager']), reason: z.string().nullable() });

export const machineJson = z.object({
  report: z.object({
    name: z.string(),
    version: z.string(),
    libraryVersion: z.string().nullable(),
    libraryPath: z.string().nullable(),
    threads: z.int(),
    declined: z.array(z.object({ name: z.string(), reason: z.string(), remedy: z.string() })).readonly(),
  }),
  librarySource: z.string().nullable(),
  cacheFolder: z.string(),
  system: z.string(),
  sgemmGflops: z.number(),
  problems: z.array(z.object({ problem: z.string(), remedy: z.string() })).readonly(),
  seedStepMilliseconds: z.number(),
  seedSteps: z.array(z.object({ executor, milliseconds: z.number(), compilingSeconds: z.number().nullable() })).readonly(),
  limits: z.object({ cores: limit, memory: limit, addressSpace: z.number().nullable() }),
  workers: z.object({ workers: z.int(), because: z.string() }),
});
