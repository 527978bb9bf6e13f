import { resolve } from 'node:path';
import { z } from 'zod';

const schema = z.object({
  /** The folder that holds everything. */
  HOURGLASS_HOME: z.string().min(1).default('.hourglass'),
  DATABASE_URL: z.string().startsWith('file:').optional(),
  /** The name or address that the server was told to listen on, accepted as a Host beside those of this machine. */
  HOURGLASS_HOST: z.string().min(1).optional(),
});

export interface Environment {
  readonly home: string;
  /** What a command needs to reach the same home from the project's folder: nothing, or ` --home DIR`. */
  readonly homeFlag: string;
  readonly databaseUrl: string | undefined;
  readonly host: string | undefined;
  readonly isDevelopment: boolean;
}

/** Read when asked, not when loaded: pages are built without any of it. */
export function readEnvironment(): Environment {
  const { HOURGLASS_HOME, DATABASE_URL, HOURGLASS_HOST } = schema.parse(process.env);
  const home = resolve(HOURGLASS_HOME);
  return {
    home,
    // The server runs in apps/web.
    homeFlag: home === resolve('../../.hourglass') ? '' : ` --home ${home}`,
    databaseUrl: DATABASE_URL,
    host: HOURGLASS_HOST,
    isDevelopment: process.env.NODE_ENV === 'development',
  };
}
