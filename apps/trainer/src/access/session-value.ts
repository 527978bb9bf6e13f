import { createHmac, randomBytes } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * The cookie value of a browser that has sent the token: an HMAC of the token under a secret of the home. It can't be guessed even if the token can,
 * and stays valid when the dashboard starts again with the same token.
 */
export async function sessionValue(home: string, token: string): Promise<string> {
  return createHmac('sha256', await homeSecret(home))
    .update(token)
    .digest('base64url');
}

/**
 * Created once, readable by its owner only. Replaces an empty or truncated file, as a full disk or a kill leaves it, because its key could be
 * guessed.
 */
async function homeSecret(home: string): Promise<string> {
  const file = join(home, 'session-secret');
  const kept = await readFile(file, 'utf8').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
    throw error;
  });
  if (/^[\da-f]{64}$/.test(kept)) return kept;
  const secret = randomBytes(32).toString('hex');
  const temporary = `${file}.${process.pid}`;
  await writeFile(temporary, secret, { mode: 0o600 });
  await rename(temporary, file);
  return secret;
}
