import {
  createHttpHeaders,
  createPipelineRequest,
  type HttpMethods,
  type PipelineRequest,
  type PipelineResponse,
  type SendRequest,
} from '@azure/core-rest-pipeline';
import { TableServiceClient } from '@azure/data-tables';
import type { TokenCredential } from '@azure/identity';
import { type Answered, type Asked, ask } from '#bot/platform/http-client';

export type TableAccount =
  | { readonly kind: 'connection'; readonly connectionString: string }
  | { readonly kind: 'identity'; readonly url: string; readonly credential: TokenCredential };

/** Where an account is, and a way in. */
export interface TableService {
  /** Ends in a slash. */
  readonly address: string;
  /** A signature that goes along in every address; '' without one. */
  readonly signature: string;
  /** @throws Node's error with its `code` when there was no answer */
  send(asked: Asked & { readonly method: HttpMethods }): Promise<Answered>;
  /** A table that is there already stays as it is. */
  createTable(name: string): Promise<void>;
}

const byKey = 'tablesNamedKeyCredentialPolicy';
/** Of what Microsoft's client does with a request: who we are. The rest costs more than it brings. */
const lettingIn = new Set([byKey, 'tablesSASTokenPolicy', 'bearerTokenAuthenticationPolicy']);
// The client's default retries make "storage is away" look like a hang.
const options = {
  retryOptions: { maxRetries: 2, retryDelayInMs: 200, maxRetryDelayInMs: 200 },
  allowInsecureConnection: true,
};

/**
 * The account as Microsoft's client knows it: it reads the connection string or asks for the
 * identity's tokens, makes the tables and signs; requests are written and carried here.
 * @throws Error when a connection string names no account
 */
export function tableService(account: TableAccount): TableService {
  const client =
    account.kind === 'connection'
      ? connected(account.connectionString)
      : new TableServiceClient(account.url, account.credential, options);
  const policies = client.pipeline.getOrderedPolicies().filter(({ name }) => lettingIn.has(name));
  const [base = '', signature = ''] = client.url.split('?');
  const signed = policies.every(({ name }) => name === byKey) ? withinASecond() : undefined;
  return {
    address: base.endsWith('/') ? base : `${base}/`,
    signature,
    async send(asked) {
      const { method, url } = asked;
      const sent = (own: readonly string[]) =>
        ask({ ...asked, headers: [...asked.headers, ...own] });
      const [path = ''] = url.split('?', 1);
      const known = signed?.().get(path);
      if (known !== undefined) return sent(known);
      const said: Answered[] = [];
      const carry: SendRequest = async (request) => {
        const own = [...request.headers].flat();
        signed?.().set(path, own);
        const answer = await sent(own);
        said.push(answer);
        return seenByPolicies(answer, request);
      };
      await policies.reduceRight<SendRequest>(
        (next, policy) => (request) => policy.sendRequest(request, next),
        carry,
      )(createPipelineRequest({ method, url, allowInsecureConnection: true }));
      // A token that was refused is asked for anew, and the call made again: the last one counts.
      return said.at(-1) ?? Promise.reject(new Error('no request left'));
    },
    createTable: (name) => client.createTable(name),
  };
}

/**
 * What a key signed, by path: the second and the path, whatever is asked for there. Queries of a table
 * have one path and batches another, whomever they are about; each is signed once a second.
 */
function withinASecond(): () => Map<string, readonly string[]> {
  let second = 0;
  let signed = new Map<string, readonly string[]>();
  return () => {
    const now = Math.floor(Date.now() / 1000);
    if (now !== second) signed = new Map();
    second = now;
    return signed;
  };
}

const seenByPolicies = (
  { status, headers, text }: Answered,
  request: PipelineRequest,
): PipelineResponse => ({
  request,
  status,
  headers: createHttpHeaders(
    Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)])),
  ),
  bodyAsText: text,
});

function connected(connectionString: string): TableServiceClient {
  try {
    return TableServiceClient.fromConnectionString(connectionString, options);
  } catch {
    // The client's own words may hold a part of the string, and that is a secret.
    throw new Error('the connection string of storage names no account with a key or a signature');
  }
}
