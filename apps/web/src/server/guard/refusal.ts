/** Host names of this machine. Any port is accepted, because ports may be forwarded. */
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

interface IncomingRequest {
  readonly method: string;
  /** Path without the query string. */
  readonly path: string;
  readonly header: (name: string) => string | null;
}

export function factsOf({ method, path, header }: IncomingRequest): RequestFacts {
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
 * Returns the reason for refusing a request as a sentence, or null if it may pass.
 *
 * Another site must not read or change anything here, even if it points its own host name at this machine (DNS rebinding). The check
 * therefore compares the names in Host and Origin, and trusts the browser's Sec-Fetch headers.
 *
 * @param allowedNames further host names and addresses of this dashboard
 */
export function refusalOf(request: RequestFacts, allowedNames: readonly string[]): string | null {
  const allowed = new Set<string>([...ownNames, ...allowedNames.flatMap((name) => hostName(bracketed(name)) ?? [])]);
  const names = [...allowed].join(', ');
  const host = hostName(request.host);
  if (host === null || !allowed.has(host)) {
    return `The Host ${JSON.stringify(request.host ?? '')} is not one of this dashboard's names (${names}). Open it under one of these, or start it with --allow-host ${host ?? 'NAME'}.`;
  }
  if (request.origin !== null) {
    const origin = originName(request.origin);
    if (origin === null || !allowed.has(origin)) {
      return `Requests from the Origin ${JSON.stringify(request.origin)} are refused: only pages of this dashboard (${names}) may send requests.`;
    }
  }
  if (request.fetchSite !== null && !['same-origin', 'none'].includes(request.fetchSite) && !isNavigation(request)) {
    return `A ${request.fetchSite} request for ${request.path} is refused: only pages of this dashboard may send requests.`;
  }
  return null;
}

/** The target of a link that contains a token. It is the only API route that a link on another site may open. */
const sessionPath = '/api/session';

/** Whether the user followed a link to a page. API responses and frames do not count. */
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
