import { createHmac } from 'node:crypto';
import type { AccessToken, TokenCredential } from '@azure/identity';
import { azuriteConnectionString } from '#bot/platform/embedded';

export type TableAccount =
  | { readonly kind: 'connection'; readonly connectionString: string }
  | { readonly kind: 'identity'; readonly url: string; readonly credential: TokenCredential };

/** Where an account is, and what lets a request in. */
export interface TableService {
  /** Ends in a slash. */
  readonly address: string;
  /** A signature that goes along in every address; '' without one. */
  readonly signature: string;
  /**
   * Headers, names and values in turn.
   * @param path of the whole address, without its parameters
   */
  sign(path: string): readonly string[] | Promise<readonly string[]>;
}

/** @throws Error when a connection string names no account */
export function tableService(account: TableAccount): TableService {
  if (account.kind === 'identity') {
    if (!account.url.startsWith('https:')) throw new Error('a token travels over https only');
    const token = tokenOf(account.credential);
    return {
      address: slashed(account.url),
      signature: '',
      sign: async () => ['Authorization', `Bearer ${await token()}`],
    };
  }
  const known = partsOf(account.connectionString);
  const part =
    known('UseDevelopmentStorage') === 'true' ? partsOf(azuriteConnectionString(10_002)) : known;
  const name = part('AccountName');
  const key = part('AccountKey');
  const protocol = part('DefaultEndpointsProtocol') ?? 'https';
  const suffix = part('EndpointSuffix') ?? 'core.windows.net';
  const endpoint = part('TableEndpoint') ?? (name && `${protocol}://${name}.table.${suffix}`);
  const signature = part('SharedAccessSignature');
  if (endpoint === undefined || (signature === undefined && (name === undefined || !key))) {
    throw new Error('the connection string names no table account with a key or a signature');
  }
  const address = slashed(endpoint);
  return name === undefined || key === undefined
    ? { address, signature: signature ?? '', sign: () => [] }
    : { address, signature: '', sign: sharedKey(name, Buffer.from(key, 'base64')) };
}

const slashed = (address: string): string => (address.endsWith('/') ? address : `${address}/`);

function partsOf(connectionString: string): (name: string) => string | undefined {
  const parts = connectionString.split(';').map((part): [string, string] => {
    const equals = part.indexOf('=');
    return [part.slice(0, equals).trim().toLowerCase(), part.slice(equals + 1).trim()];
  });
  const known = new Map(parts);
  return (name) => known.get(name.toLowerCase()) || undefined;
}

/** https://learn.microsoft.com/rest/api/storageservices/authorize-with-shared-key, "Shared Key Lite" for tables */
const sharedKey =
  (name: string, key: Buffer): TableService['sign'] =>
  (path) => {
    const date = new Date().toUTCString();
    const signed = createHmac('sha256', key).update(`${date}\n/${name}${path}`).digest('base64');
    return ['x-ms-date', date, 'Authorization', `SharedKeyLite ${name}:${signed}`];
  };

const scope = 'https://storage.azure.com/.default';
/** Before it runs out a new one is fetched while the old one still serves, in milliseconds. */
const early = 5 * 60_000;
/** So near its end a token may be refused by the time it arrives, in milliseconds. */
const tooLate = 30_000;

/** A token that is fetched once for everybody who waits, and again before it runs out. */
function tokenOf(credential: TokenCredential): () => Promise<string> {
  let token: AccessToken | undefined;
  let fetching: Promise<AccessToken> | undefined;
  const fetch = (): Promise<AccessToken> => {
    fetching ??= credential
      .getToken(scope)
      .then((fetched) => {
        if (fetched === null) throw new Error('the identity gives no token for storage');
        token = fetched;
        return fetched;
      })
      .finally(() => {
        fetching = undefined;
      });
    return fetching;
  };
  return async () => {
    const left = token === undefined ? 0 : token.expiresOnTimestamp - Date.now();
    if (token === undefined || left < tooLate) return (await fetch()).token;
    if (left < early) fetch().catch(() => undefined);
    return token.token;
  };
}
