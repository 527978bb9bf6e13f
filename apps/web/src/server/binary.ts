import { createHash } from 'node:crypto';

export interface BinaryAnswer {
  readonly body: ArrayBuffer | Uint8Array;
  readonly type: string;
  /** Will never change: browsers keep it without asking again. */
  readonly isFinal: boolean;
}

/** Answers bytes in one write, or that the browser's copy still holds. */
export function binary(request: Request, { body, type, isFinal }: BinaryAnswer): Response {
  const bytes = new Uint8Array(body);
  const tag = `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 27)}"`;
  const headers = {
    'Content-Type': type,
    'Cache-Control': isFinal ? 'private, max-age=31536000, immutable' : 'private, no-cache',
    ETag: tag,
  };
  if (request.headers.get('if-none-match') === tag) return new Response(null, { status: 304, headers });
  return new Response(bytes, { headers: { ...headers, 'Content-Length': String(bytes.byteLength) } });
}
