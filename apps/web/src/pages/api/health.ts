import { readEnvironment } from '#env.ts';
import { guarded } from '#server/guard/guarded.ts';
import packageJson from '../../../package.json' with { type: 'json' };

/** Lets the starter verify that Hourglass answers, and for which home. */
export default guarded((_, response) => {
  response.json({ name: 'hourglass', version: packageJson.version, home: readEnvironment().home });
});
