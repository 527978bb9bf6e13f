import { guarded, sendSentence } from '#server/guard/guarded.ts';

/** Answers every other path of the API. */
export default guarded(({ url }, response) => {
  sendSentence(response, 404, `No API route at ${url}.`);
});
