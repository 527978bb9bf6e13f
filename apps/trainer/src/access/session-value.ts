import { createHmac, randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * What the cookie of a browser that gave the token carries: an HMAC of the token under a secret of the home, so that it can't be guessed even
 * where the token could, and holds when the dashboard starts again with the same token.
 */
export async function sessionValue(home: string, token: string): Promise<string> {
  return createHmac('sha256', await homeSecret(home))
    .update(token)
    .digest('base64url');
}

/** Made once, readable by its owner only. */
async function homeSecret(home: string): Promise<string> {
  const file = join(home, 'session-secret');
  try {
    await writeFile(file, randomBytes(32).toString('hex'), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
  return readFile(file, 'utf8');
}
