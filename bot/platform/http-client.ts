import {
  type Agent,
  type IncomingMessage,
  request as overHttp,
  type RequestOptions,
} from 'node:http';
import { request as overHttps } from 'node:https';
import {
  createHttpHeaders,
  type HttpClient,
  type PipelineRequest,
  type PipelineResponse,
  RestError,
} from '@azure/core-rest-pipeline';

/**
 * What carries requests with text in and text out for the pipelines of Microsoft's clients. Their
 * own also streams, unpacks and shows progress, which takes a third more time for each request.
 * Connections are Node's: kept open, and closed by us before the other side grows tired of them.
 */
export const httpClient: HttpClient = {
  sendRequest: (request) =>
    new Promise((resolve, reject) => {
      const failed = ({ message, code }: NodeJS.ErrnoException): void =>
        reject(new RestError(message, { request, ...(code === undefined ? {} : { code }) }));
      const url = new URL(request.url);
      const secure = url.protocol === 'https:';
      if (!secure && !request.allowInsecureConnection) throw new Error('not over https');
      const options: RequestOptions = {
        method: request.method,
        headers: request.headers.toJSON({ preserveCase: true }),
      };
      if (request.agent !== undefined) options.agent = request.agent as Agent;
      if (request.abortSignal !== undefined) options.signal = request.abortSignal as AbortSignal;
      const outgoing = (secure ? overHttps : overHttp)(url, options, (incoming) => {
        read(incoming, request).then(resolve, failed);
      });
      outgoing.once('error', failed);
      if (request.timeout > 0) {
        outgoing.setTimeout(request.timeout, () =>
          outgoing.destroy(new Error('no answer in time')),
        );
      }
      outgoing.end(request.body as string | undefined);
    }),
};

function read(incoming: IncomingMessage, request: PipelineRequest): Promise<PipelineResponse> {
  return new Promise((resolve, reject) => {
    let bodyAsText = '';
    incoming.setEncoding('utf8');
    incoming.on('data', (text: string) => {
      bodyAsText += text;
    });
    incoming.once('error', reject);
    incoming.once('end', () => {
      const headers = createHttpHeaders();
      for (const [name, value] of Object.entries(incoming.headers)) {
        if (value !== undefined) headers.set(name, String(value));
      }
      resolve({ status: incoming.statusCode ?? 0, headers, bodyAsText, request });
    });
  });
}
