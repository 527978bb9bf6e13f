/** Names by which this machine reaches itself; any port, so that a forwarded one works. */
const ownNames = ['localhost', '127.0.0.1', '[::1]'] as const;

export interface RequestFacts {
  readonly method: string;
  readonly path: string;
  readonly host: string | null;
  readonly origin: string | null;
  readonly fetchSite: string | null;
  readonly fetchMode: string | null;
  readonly fetchDestination: string | null;
}

interface Asked {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly header: (name: string) => string | null;
}

export function factsOf({ method, path, header }: Asked): RequestFacts {
  return {
    method,
    path,
    host: header('host'),
    origin: header('origin'),
    fetchSite: header('sec-fetch-site'),
    fetchMode: header('sec-fetch-mode'),
    fetchDestination: header('sec-fetch-dest'),
  };
}

/**
 * Why a request is refused, as a sentence, or null where it may pass.
 *
 * A page of another site must not read or change anything here, not even by pointing a name of its own at this machine (DNS rebinding):
 * so Host and Origin are compared by name, and what the browser says about the request's source is believed.
 *
 * @param allowedNames other names and addresses by which this dashboard is reached
 */
export function refusalOf(request: RequestFacts, allowedNames: readonly string[]): string | null {
  const allowed = new Set<string>([...ownNames, ...allowedNames.map((name) => bracketed(name.toLowerCase()))]);
  const names = [...allowed].join(', ');
  const host = hostName(request.host);
  if (host === null || !allowed.has(host)) {
    return `The Host ${JSON.stringify(request.host ?? '')} is not one of this dashboard's names (${names}). Open it under one of these, or start it with --allow-host ${host ?? 'NAME'}.`;
  }
  if (request.origin !== null) {
    const origin = originName(request.origin);
    if (origin === null || !allowed.has(origin)) {
      return `Requests from the Origin ${JSON.stringify(request.origin)} are refused: only this dashboard's own pages (${names}) may ask.`;
    }
  }
  if (request.fetchSite !== null && !['same-origin', 'none'].includes(request.fetchSite) && !isNavigation(request)) {
    return `A ${request.fetchSite} request for ${request.path} is refused: only this dashboard's own pages may ask.`;
  }
  return null;
}

/** Where an address with a token leads: the one route of the API that a link of another site may open. */
const sessionPath = '/api/session';

/** A followed link to a page. An answer of the API is no page, and a frame is not opened by the person. */
function isNavigation({ method, path, fetchMode, fetchDestination }: RequestFacts): boolean {
  const isPage = !path.startsWith('/api/') || path === sessionPath;
  return method === 'GET' && fetchMode === 'navigate' && fetchDestination === 'document' && isPage;
}

/** `localhost:4310` → `localhost`, `[::1]:4310` → `[::1]` */
function hostName(host: string | null): string | null {
  return host === null ? null : originName(`http://${host}`);
}

function originName(origin: string): string | null {
  if (!URL.canParse(origin)) return null;
  const { hostname, username, password, protocol } = new URL(origin);
  return username === '' && password === '' && ['http:', 'https:'].includes(protocol) ? hostname : null;
}

function bracketed(name: string): string {
  return name.includes(':') && !name.startsWith('[') ? `[${name}]` : name;
}
