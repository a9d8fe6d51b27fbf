import {
  createHttpHeaders,
  createPipelineRequest,
  type HttpMethods,
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
  send(asked: Asked & { readonly method: HttpMethods }): Promise<PipelineResponse>;
  /** A table that is there already stays as it is. */
  createTable(name: string): Promise<void>;
}

/** Of what Microsoft's client does with a request: who we are. The rest costs more than it brings. */
const lettingIn = new Set([
  'tablesNamedKeyCredentialPolicy',
  'tablesSASTokenPolicy',
  'bearerTokenAuthenticationPolicy',
]);
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
  return {
    address: base.endsWith('/') ? base : `${base}/`,
    signature,
    send(asked) {
      const carry: SendRequest = async (request) => {
        const own = [...request.headers].flat();
        const answer = await ask({ ...asked, headers: [...asked.headers, ...own] });
        return {
          request,
          status: answer.status,
          // Of hardly any answer they are looked at.
          get headers() {
            return createHttpHeaders(plainHeaders(answer));
          },
          bodyAsText: answer.text,
        };
      };
      const { method, url } = asked;
      return policies.reduceRight<SendRequest>(
        (next, policy) => (request) => policy.sendRequest(request, next),
        carry,
      )(createPipelineRequest({ method, url, allowInsecureConnection: true }));
    },
    createTable: (name) => client.createTable(name),
  };
}

const plainHeaders = ({ headers }: Answered): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));

function connected(connectionString: string): TableServiceClient {
  try {
    return TableServiceClient.fromConnectionString(connectionString, options);
  } catch {
    // The client's own words may hold a part of the string, and that is a secret.
    throw new Error('the connection string of storage names no account with a key or a signature');
  }
}
