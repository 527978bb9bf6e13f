import { guarded, sendSentence } from '#server/guard/guarded.ts';

/** Whatever else is asked for. */
export default guarded(({ url }, response) => {
  sendSentence(response, 404, `No API route at ${url}.`);
});
