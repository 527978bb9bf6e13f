import { uploadReference } from '@hourglass/datasets/catalog';
import { getHTTPStatusCodeFromError } from '@trpc/server/http';
import type { NextApiRequest } from 'next';
import { z } from 'zod';
import { holdMilliseconds, requireUploadable } from '#features/launch/server/uploads.ts';
import { checked } from '#server/checked.ts';
import { knownError } from '#server/error-codes.ts';
import { guarded, sendSentence } from '#server/guard/guarded.ts';
import { getStore, getWriter } from '#server/store.ts';
import type { Uploaded } from '#wire/uploaded.ts';

/** The body is read as it arrives. */
export const config = { api: { bodyParser: false, responseLimit: false } };

const parse = checked(z.object({ name: z.string().min(1).max(1_000) }));

/** How long a sender may pause, in milliseconds. The upload is then ended, because the machine sleeps or has lost its network. */
const mostSilence = 120_000;

/** Takes a file of data as the body of a POST, `?name=` its name, and answers with the reference that a spec names it by (`Uploaded`). */
export default guarded(async (request, response) => {
  if (request.method !== 'POST') {
    response.setHeader('Allow', 'POST');
    sendSentence(response, 405, `${request.method} is not supported here; send the bytes of a file with POST.`);
    return;
  }
  try {
    const { name } = parse(request.query);
    const bytes = lengthOf(request);
    if (bytes === null) return sendSentence(response, 411, 'Content-Length is missing; send the length of the file.');
    await requireUploadable(await getStore(), bytes);
    const { uploads } = await getWriter();
    const { hash } = await uploads.add(piecesOf(request), { bytes, heldUntil: Date.now() + holdMilliseconds });
    const uploaded: Uploaded = { reference: uploadReference(hash, name), bytes };
    response.setHeader('Cache-Control', 'no-store');
    response.json(uploaded);
  } catch (error) {
    if (request.errored !== null || request.destroyed) {
      // The sender has disconnected, so no answer would be read.
      response.status(400).end();
      return;
    }
    const known = knownError(error);
    if (known === null) throw error;
    sendSentence(response, getHTTPStatusCodeFromError(known), known.message);
  }
});

function lengthOf({ headers }: NextApiRequest): number | null {
  const length = headers['content-length'];
  return length === undefined ? null : Number(length);
}

/**
 * Throws if the sender disconnects or sends nothing for `mostSilence`. After an error of the reader the request stays open, so that it can be
 * answered.
 */
async function* piecesOf(request: NextApiRequest): AsyncGenerator<Uint8Array> {
  request.setTimeout(mostSilence, () => request.destroy(new Error('the sender fell silent')));
  try {
    for await (const piece of request.iterator({ destroyOnReturn: false })) yield piece;
  } finally {
    request.setTimeout(0);
  }
}
