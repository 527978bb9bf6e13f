import { createHash, timingSafeEqual } from 'node:crypto';
import type { Lock } from '#env.ts';

/** Whether a browser carries the cookie that it got for the token. The cookie's value can't be guessed, so guesses of it are not counted. */
export function hasSession(lock: Lock, cookies: string | null): boolean {
  const prefix = `${lock.cookie}=`;
  const carried = (cookies ?? '').split(/;\s*/).filter((cookie) => cookie.startsWith(prefix));
  return carried.some((cookie) => isSame(cookie.slice(prefix.length), lock.session));
}

/** The token that a program sends: `Authorization: Bearer TOKEN`. */
export function bearerToken(authorization: string | null): string | null {
  return /^Bearer +(\S+) *$/i.exec(authorization ?? '')?.[1] ?? null;
}

/** Takes the same time wherever two texts differ. */
export function isSame(one: string, other: string): boolean {
  return timingSafeEqual(digest(one), digest(other));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

/** For 30 days; scripts of a page can't read it, and other sites can't post with it. */
export function sessionCookie({ cookie, session }: Lock): string {
  return `${cookie}=${session}; Path=/; Max-Age=${30 * 24 * 3600}; HttpOnly; SameSite=Lax`;
}
