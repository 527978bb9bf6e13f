import { resolve } from 'node:path';
import { z } from 'zod';

const schema = z.object({
  /** The folder that holds everything. */
  HOURGLASS_HOME: z.string().min(1).default('.hourglass'),
  DATABASE_URL: z.string().startsWith('file:').optional(),
  /** Names, separated by commas, that are accepted as Host beside those of loopback. */
  HOURGLASS_NAMES: z
    .string()
    .default('')
    .transform((names) => names.split(',').filter((name) => name !== '')),
  /** What requests have to carry, and what the cookie carries that stands for it; both or neither. */
  HOURGLASS_TOKEN: z.string().min(1).optional(),
  HOURGLASS_SESSION: z.string().min(1).optional(),
  HOURGLASS_PORT: z.string().regex(/^\d+$/).default('4311'),
  HOURGLASS_OPEN_TO_OTHERS: z.literal('yes').optional(),
  HOURGLASS_READ_ONLY: z.literal('yes').optional(),
});

export interface Lock {
  readonly token: string;
  /** The value of the cookie that a browser gets for the token. */
  readonly session: string;
  /** With the port, because cookies are shared by all ports of a host. */
  readonly cookie: string;
}

export interface Environment {
  readonly home: string;
  /** What a command needs to reach the same home from the project's folder: nothing, or ` --home DIR`. */
  readonly homeFlag: string;
  readonly databaseUrl: string | undefined;
  readonly names: readonly string[];
  /** What keeps others out; null where nothing is asked for. */
  readonly lock: Lock | null;
  /** Others can reach this dashboard, and no token is asked for. */
  readonly isOpenToOthers: boolean;
  /** The home can't be written, for example because it is mounted read-only. */
  readonly isReadOnly: boolean;
  readonly isDevelopment: boolean;
}

/** Read when asked, not when loaded: pages are built without any of it. */
export function readEnvironment(): Environment {
  const { HOURGLASS_HOME, DATABASE_URL, ...access } = schema.parse(process.env);
  const home = resolve(HOURGLASS_HOME);
  return {
    home,
    // The server runs in apps/web.
    homeFlag: home === resolve('../../.hourglass') ? '' : ` --home ${home}`,
    databaseUrl: DATABASE_URL,
    names: access.HOURGLASS_NAMES,
    lock: lockOf(access),
    isOpenToOthers: access.HOURGLASS_OPEN_TO_OTHERS !== undefined,
    isReadOnly: access.HOURGLASS_READ_ONLY !== undefined,
    isDevelopment: process.env.NODE_ENV === 'development',
  };
}

function lockOf({ HOURGLASS_TOKEN, HOURGLASS_SESSION, HOURGLASS_PORT }: Omit<z.output<typeof schema>, 'HOURGLASS_HOME'>): Lock | null {
  if (HOURGLASS_TOKEN === undefined) return null;
  // Never open by mistake: a token without its session would let nobody in by cookie, so it is refused at once.
  if (HOURGLASS_SESSION === undefined)
    throw new Error('HOURGLASS_TOKEN is set without HOURGLASS_SESSION: start the dashboard with `hourglass up`.');
  return { token: HOURGLASS_TOKEN, session: HOURGLASS_SESSION, cookie: `hourglass-${HOURGLASS_PORT}` };
}
