import { readEnvironment } from '#env.ts';
import packageJson from '../../../../package.json' with { type: 'json' };

/** Asked again every time: nothing of it is known when the pages are built. */
export const dynamic = 'force-dynamic';

/** By this the starter knows that what answers is Hourglass, and of which home. */
export function GET(): Response {
  return Response.json({ name: 'hourglass', version: packageJson.version, home: readEnvironment().home });
}
