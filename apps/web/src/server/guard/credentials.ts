import { createHash, timingSafeEqual } from 'node:crypto';
import type { Lock } from '#env.ts';

/** Whether the request carries the session cookie. Its value is too long to guess, so wrong cookies are not counted as attempts. */
export function hasSession(lock: Lock, cookies: string | null): boolean {
  const prefix = `${lock.cookie}=`;
  const carried = (cookies ?? '').split(/;\s*/).filter((cookie) => cookie.startsWith(prefix));
  return carried.some((cookie) => isSame(cookie.slice(prefix.length), lock.session));
}

/** The token of a client program: `Authorization: Bearer TOKEN`. */
export function bearerToken(authorization: string | null): string | null {
  return /^Bearer +(\S+) *$/i.exec(authorization ?? '')?.[1] ?? null;
}

/** Compares two texts in constant time. */
export function isSame(one: string, other: string): boolean {
  return timingSafeEqual(digest(one), digest(other));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

/** Valid for 30 days below the path, hidden from scripts (HttpOnly), and not sent with cross-site POST requests (SameSite). */
export function sessionCookie({ cookie, session }: Lock, path: string): string {
  return `${cookie}=${session}; Path=${path}; Max-Age=${30 * 24 * 3600}; HttpOnly; SameSite=Lax`;
}
