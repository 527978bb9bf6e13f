/**
 * The path prefix of the dashboard, for addresses that Next does not build: `${basePath}/api/…`. A placeholder in the built pages, which the server
 * replaces (serve/placeholder.mjs): only join it with other text, because the compiler already evaluates `basePath === ''`.
 */
export const basePath = process.env.PAGES_BASE_PATH ?? '';

/** Path of the cookies that a script of the page sets. */
export function cookiePath(): string {
  // Replaced in the page itself, so that the compiler can't evaluate the fallback.
  return document.documentElement.dataset.basePath || '/';
}
