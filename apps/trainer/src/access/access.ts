import { randomBytes } from 'node:crypto';
import { hostname, networkInterfaces } from 'node:os';
import { parsePrefix } from '../../../web/serve/path-prefix.mjs';
import { trustedProxies } from '../../../web/serve/trusted-proxies.mjs';
import { TrainerError } from '../errors.ts';

/** The names and the path under which the dashboard answers, and the credentials that it requires. */
export interface Access {
  /** Accepted as Host and Origin, beside those of loopback. */
  readonly names: readonly string[];
  /** Path prefix of every address, for example `/user/ada/proxy/4310`; empty for none. */
  readonly basePath: string;
  /** Addresses and subnets of proxies whose `X-Forwarded-Prefix` replaces `basePath`, or `loopback`. */
  readonly proxies: readonly string[];
  /** The token that every request must carry; null where none is required. */
  readonly token: string | null;
  /** Whether others can reach the dashboard without a token, because the user requested it (`--no-auth`). */
  readonly isOpenToOthers: boolean;
}

export interface AccessFlags {
  readonly host: string;
  readonly allowHost?: readonly string[];
  readonly basePath?: string;
  readonly trustProxy?: readonly string[];
  readonly token?: string;
  /** False for `--no-auth`. */
  readonly auth?: boolean;
}

const tokenVariable = 'HOURGLASS_TOKEN';

/**
 * Decides who may use the dashboard. On plain loopback no token is required. As soon as others can reach it (it listens beyond loopback, or answers
 * to another name, under a path or for a trusted proxy) every request needs a token: the given one, or a random one of 192 bits.
 *
 * @param environment may hold the token as `HOURGLASS_TOKEN`, because the list of processes shows flags
 * @throws TrainerError BAD_INPUT; its message never contains a token
 */
export function decideAccess(flags: AccessFlags, environment: Readonly<Record<string, string | undefined>>): Access {
  const { host, allowHost = [], trustProxy = [], auth = true } = flags;
  if (!auth && flags.token !== undefined) {
    throw new TrainerError('BAD_INPUT', '--token and --no-auth contradict each other: give only one of them.');
  }
  const names = [...namesOfListener(host), ...allowHost.map(allowedName)];
  const given = givenToken(flags.token, environment[tokenVariable]);
  const path = { basePath: checkedBasePath(flags.basePath ?? ''), proxies: trustProxy.map(checkedProxy) };
  const isReachable = !isLoopback(host) || allowHost.length > 0 || path.basePath !== '' || path.proxies.length > 0;
  if (!auth) return { names, ...path, token: null, isOpenToOthers: isReachable };
  return { names, ...path, token: given ?? (isReachable ? randomBytes(24).toString('base64url') : null), isOpenToOthers: false };
}

/** Whether a dashboard that listens on this host is reached by every address of the machine. */
export function isEveryAddress(host: string): boolean {
  return ['0.0.0.0', '::', '[::]'].includes(host);
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
}

function namesOfListener(host: string): readonly string[] {
  if (!isEveryAddress(host)) return [host];
  const addresses = Object.values(networkInterfaces()).flatMap((of) => of ?? []);
  return [hostname(), ...addresses.map(({ address }) => address)];
}

function allowedName(given: string): string {
  // A name, an IPv4 or an IPv6 address, as a Host header carries it without the port.
  if (/^[a-z\d]([a-z\d.-]*[a-z\d])?$/i.test(given) || /^\[?[\da-f:.]*:[\da-f:.]*\]?$/i.test(given)) return given;
  throw new TrainerError(
    'BAD_INPUT',
    `--allow-host: received ${JSON.stringify(given)}; give the name by which the dashboard is reached, without scheme and port: --allow-host hub.example.org`,
  );
}

function checkedBasePath(given: string): string {
  const prefix = parsePrefix(given);
  if (prefix !== null) return prefix;
  throw new TrainerError(
    'BAD_INPUT',
    `--base-path: received ${JSON.stringify(given)}; give the path under which the proxy shows the dashboard, beginning with a slash: --base-path /user/ada/proxy/4310`,
  );
}

function checkedProxy(given: string): string {
  try {
    trustedProxies([given]);
    return given;
  } catch (error) {
    throw new TrainerError(
      'BAD_INPUT',
      `--trust-proxy: received ${JSON.stringify(given)}; give the address or subnet from which the proxy connects, or loopback: --trust-proxy 10.0.0.0/8`,
      { cause: error },
    );
  }
}

const minLength = 16;

function givenToken(flag: string | undefined, variable: string | undefined): string | null {
  const token = flag ?? variable;
  if (token === undefined) return null;
  const source = flag === undefined ? tokenVariable : '--token';
  if (token.length < minLength) {
    throw new TrainerError(
      'BAD_INPUT',
      `${source}: received ${token.length} characters; at least ${minLength} are needed. To generate one: openssl rand -hex 24`,
    );
  }
  if (!/^[\w.~-]+$/.test(token)) {
    throw new TrainerError('BAD_INPUT', `${source}: only letters, digits and - . _ ~ are allowed, because it is part of an address.`);
  }
  return token;
}
