import { readEnvironment } from '#env.ts';
import { guarded } from '#server/guard/guarded.ts';
import packageJson from '../../../package.json' with { type: 'json' };

/** By this the starter knows that what answers is Hourglass, and of which home. */
export default guarded((_, response) => {
  response.json({ name: 'hourglass', version: packageJson.version, home: readEnvironment().home });
});
