import { z } from 'zod';
import { TrainerError } from './errors.ts';
import { givenPath } from './given-path.ts';

const schema = z.object({
  HOURGLASS_HOME: z.string().min(1).default('.hourglass'),
  DATABASE_URL: z.string().startsWith('file:').optional(),
  /** Milliseconds. Only tests change these. */
  HOURGLASS_HEARTBEAT: z.coerce.number().int().min(10).max(60_000).default(1000),
  HOURGLASS_LEASE: z.coerce.number().int().min(100).max(600_000).default(10_000),
  HOURGLASS_CHECKPOINT: z.coerce.number().int().min(10).max(3_600_000).default(60_000),
});

export interface Environment {
  readonly home: string;
  readonly databaseUrl: string | undefined;
  readonly heartbeatMilliseconds: number;
  readonly leaseMilliseconds: number;
  /** Longest time between checkpoints within an epoch. Every epoch ends with one, too. */
  readonly checkpointMilliseconds: number;
}

/** @param home the `--home` flag, which overrides HOURGLASS_HOME */
export function readEnvironment(home?: string): Environment {
  const parsed = schema.safeParse(process.env);
  if (!parsed.success) {
    const sentences = parsed.error.issues.map(
      // The original text, because a word instead of a number has become NaN.
      ({ path, message }) => `${path.join('.')}: received ${JSON.stringify(process.env[path.join('.')])}; ${message}.`,
    );
    throw new TrainerError('BAD_INPUT', sentences.join('\n'));
  }
  const { HOURGLASS_HOME, DATABASE_URL, HOURGLASS_HEARTBEAT, HOURGLASS_LEASE, HOURGLASS_CHECKPOINT } = parsed.data;
  return {
    home: givenPath(home ?? HOURGLASS_HOME),
    databaseUrl: DATABASE_URL,
    heartbeatMilliseconds: HOURGLASS_HEARTBEAT,
    leaseMilliseconds: HOURGLASS_LEASE,
    checkpointMilliseconds: HOURGLASS_CHECKPOINT,
  };
}
