import { basePath } from '#lib/base-path.ts';
import type { Uploaded } from '#wire/uploaded.ts';

interface Sending {
  /** Called with the number of bytes that the browser has sent. */
  readonly onProgress: (sent: number) => void;
  readonly signal: AbortSignal;
}

/**
 * Sends a file to this server. The browser reads it as it sends it. XMLHttpRequest, because `fetch` reports no progress of what it sends.
 *
 * @throws Error with a sentence: the server's refusal, or what broke
 */
export function sendFile(file: File, { onProgress, signal }: Sending): Promise<Uploaded> {
  const { promise, resolve, reject } = Promise.withResolvers<Uploaded>();
  const request = new XMLHttpRequest();
  request.open('POST', `${basePath}/api/uploads?name=${encodeURIComponent(file.name.toWellFormed())}`);
  request.setRequestHeader('Content-Type', 'application/octet-stream');
  request.responseType = 'text';
  request.upload.onprogress = ({ loaded }) => onProgress(loaded);
  request.onload = () => {
    if (request.status === 200) resolve(JSON.parse(request.responseText) as Uploaded);
    else reject(new Error(refusalOf(request)));
  };
  request.onerror = () =>
    reject(
      new Error('The file was not uploaded: the connection broke, or the file changed while it was read. Nothing was kept; try again.'),
    );
  request.onabort = () => reject(signal.reason);
  signal.addEventListener('abort', () => request.abort(), { once: true });
  request.send(file);
  return promise;
}

/** The dashboard answers with a sentence as plain text, a proxy before it with a page. */
function refusalOf(request: XMLHttpRequest): string {
  if (request.getResponseHeader('Content-Type')?.startsWith('text/plain') === true) return request.responseText.trim();
  return `The file was not uploaded: what stands between this browser and the dashboard answered ${request.status}${request.status === 413 ? ' (too large); raise its limit for the bodies of requests, or give the path of the file' : ''}.`;
}
