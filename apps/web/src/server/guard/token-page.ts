import { basePath } from '#lib/base-path.ts';
/** Allows the page's inline style, and form submissions to this origin only. */
export const tokenPagePolicy = "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/**
 * HTML of the page that asks for the token.
 * @param next path of this dashboard to open afterwards
 * @param problem why the previous attempt failed; null for the first attempt
 */
export function tokenPage(next: string, problem: string | null): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>Token – Hourglass</title>
<style>
body { font: 14px/22px system-ui, sans-serif; margin: 15vh auto 0; max-width: 420px; padding: 0 16px; }
input, button { font: inherit; padding: 4px 8px; box-sizing: border-box; }
input { width: 100%; margin: 4px 0 12px; }
[role=alert] { font-weight: 600; }
</style>
<h1>This dashboard requires its token</h1>
<p>Open the address that <code>hourglass up</code> printed, or enter the token at its end.</p>
${problem === null ? '' : `<p role="alert">${escaped(problem)}</p>`}
<form method="post" action="${basePath}/api/session">
<input type="hidden" name="next" value="${escaped(next)}">
<label>Token <input name="token" type="password" autocomplete="current-password" required autofocus></label>
<button>Open the dashboard</button>
</form>
</html>
`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** Accepts paths of this dashboard only, which prevents open redirects. */
export function ownPath(next: unknown): string {
  if (typeof next !== 'string' || !/^\/(?![/\\])/.test(next)) return '/';
  const url = new URL(next, 'http://localhost');
  // A path may begin with // once its dots are resolved.
  return url.origin === 'http://localhost' && !url.pathname.startsWith('//') ? `${url.pathname}${url.search}` : '/';
}
