import { resolve } from 'node:path';
import { z } from 'zod';

const schema = z.object({
  /** The home: the folder of the database and its files. */
  HOURGLASS_HOME: z.string().min(1).default('.hourglass'),
  DATABASE_URL: z.string().startsWith('file:').optional(),
  /** Host names that are accepted in addition to loopback names, separated by commas. */
  HOURGLASS_NAMES: z
    .string()
    .default('')
    .transform((names) => names.split(',').filter((name) => name !== '')),
  /** The token that requests must send, and the value of the cookie that replaces it. Set both or neither. */
  HOURGLASS_TOKEN: z.string().min(1).optional(),
  HOURGLASS_SESSION: z.string().min(1).optional(),
  HOURGLASS_PORT: z.string().regex(/^\d+$/).default('4311'),
  HOURGLASS_OPEN_TO_OTHERS: z.literal('yes').optional(),
  HOURGLASS_READ_ONLY: z.literal('yes').optional(),
});

export interface Lock {
  readonly token: string;
  /** The value of the cookie that a browser receives in exchange for the token. */
  readonly session: string;
  /** The name of the cookie. Contains the port, because all ports of a host share cookies. */
  readonly cookie: string;
}

export interface Environment {
  readonly home: string;
  /** The `--home` that commands in the project's folder need to reach this home; undefined for the default home. */
  readonly commandHome: string | undefined;
  readonly databaseUrl: string | undefined;
  readonly names: readonly string[];
  /** The token and its cookie; null if no token is required. */
  readonly lock: Lock | null;
  /** Other machines can reach this dashboard without a token. */
  readonly isOpenToOthers: boolean;
  /** The home can't be written, for example because it is mounted read-only. */
  readonly isReadOnly: boolean;
  readonly isDevelopment: boolean;
}

/** Reads the environment on each call instead of on import, because pages are built without these variables. */
export function readEnvironment(): Environment {
  const { HOURGLASS_HOME, DATABASE_URL, ...access } = schema.parse(process.env);
  const home = resolve(HOURGLASS_HOME);
  return {
    home,
    // The server runs in apps/web.
    commandHome: home === resolve('../../.hourglass') ? undefined : home,
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
  // A token without a session value is a mistake: no browser could sign in.
  if (HOURGLASS_SESSION === undefined)
    throw new Error('HOURGLASS_TOKEN is set without HOURGLASS_SESSION: start the dashboard with `./hourglass up`.');
  return { token: HOURGLASS_TOKEN, session: HOURGLASS_SESSION, cookie: `hourglass-${HOURGLASS_PORT}` };
}
