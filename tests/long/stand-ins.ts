import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request as forward } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type FakeTeams, fakeTeams } from '#tests/fakes/teams';
import { certificateFor } from '#tests/long/certificate';
import { forge, forgeActivities, tenant } from '#tests/platform/tokens';

const login = 'login.microsoftonline.com';
const botLogin = 'login.botframework.com';
const connector = 'smba.trafficmanager.net';
/** The service address under which Teams is met. */
export const serviceUrl = `https://${connector}/teams/`;

/** Microsoft's hosts as the deployed app meets them, at one port of this machine. */
export interface StandIns {
  /** For the process that is to meet them. */
  readonly env: Readonly<Record<string, string>>;
  readonly teams: FakeTeams;
  /** Signs as Teams' connector. */
  readonly connector: Awaited<ReturnType<typeof forgeActivities>>;
  /** Signs as Entra, for the tab. */
  readonly tab: Awaited<ReturnType<typeof forge>>;
  /** Nobody can read the keys that either signs with. */
  keysAway: boolean;
  /** Tokens that were given to the bot, in order. */
  readonly given: readonly string[];
  /** What the bot's calls to Teams were signed with, in order. */
  readonly signedWith: readonly string[];
  /** Addresses that were asked for and that nobody here knows. */
  readonly unknown: readonly string[];
  close(): Promise<void>;
}

export async function standIns(): Promise<StandIns> {
  const folder = mkdtempSync(join(tmpdir(), 'pass-it-on-stand-ins-'));
  const { cert, key } = certificateFor([login, botLogin, connector]);
  const certificate = join(folder, 'stand-ins.pem');
  writeFileSync(certificate, cert);
  const teams = await fakeTeams();
  const signer = await forgeActivities(serviceUrl);
  const tab = await forge();
  const tabKey = { ...(await tab.keys({ alg: 'RS256' }, {} as never)), use: 'sig' };
  const state = { keysAway: false };
  const given: string[] = [];
  const signedWith: string[] = [];
  const unknown: string[] = [];
  const authority = `https://${login}/${tenant}`;
  const documents: Readonly<Record<string, () => unknown>> = {
    [`${login}/${tenant}/v2.0/.well-known/openid-configuration`]: () => ({
      issuer: `${authority}/v2.0`,
      authorization_endpoint: `${authority}/oauth2/v2.0/authorize`,
      token_endpoint: `${authority}/oauth2/v2.0/token`,
      jwks_uri: `${authority}/discovery/v2.0/keys`,
    }),
    [`${login}/${tenant}/oauth2/v2.0/token`]: () => {
      const access_token = `token-${given.length + 1}`;
      given.push(access_token);
      return { token_type: 'Bearer', expires_in: 3_600, ext_expires_in: 3_600, access_token };
    },
    [`${login}/${tenant}/discovery/v2.0/keys`]: () => ({ keys: [tabKey] }),
    [`${botLogin}/v1/.well-known/openidconfiguration`]: () => ({
      issuer: 'https://api.botframework.com',
      jwks_uri: `https://${botLogin}/v1/.well-known/keys`,
      id_token_signing_alg_values_supported: ['RS256'],
    }),
    [`${botLogin}/v1/.well-known/keys`]: () => signer.jwks,
  };
  const server = createServer({ cert, key }, (request, response) => {
    const { host = '' } = request.headers;
    const url = new URL(request.url ?? '', `https://${host}`);
    if (host === connector) {
      signedWith.push(request.headers.authorization ?? '');
      const { port } = new URL(teams.serviceUrl);
      const { method, headers } = request;
      const onward = forward(
        { host: '127.0.0.1', port, path: request.url, method, headers },
        (answer) => {
          response.writeHead(answer.statusCode ?? 502, answer.headers);
          answer.pipe(response);
        },
      );
      onward.on('error', () => request.socket.destroy());
      request.pipe(onward);
      return;
    }
    request.resume();
    const document = documents[`${host}${url.pathname}`];
    if (state.keysAway && /keys$|configuration$/.test(url.pathname)) {
      response.writeHead(502).end();
      return;
    }
    if (document === undefined) unknown.push(`${host}${url.pathname}`);
    response.writeHead(document === undefined ? 404 : 200, { 'Content-Type': 'application/json' });
    response.end(JSON.stringify(document?.() ?? {}));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  return Object.assign(state, {
    env: {
      NODE_EXTRA_CA_CERTS: certificate,
      NODE_OPTIONS: `--import ${resolve('tests/fakes/stand-ins.mjs')} --import ${resolve('tests/fakes/faulty.mjs')}`,
      STAND_INS_PORT: String(port),
    },
    teams,
    connector: signer,
    tab,
    given,
    signedWith,
    unknown,
    async close() {
      server.closeAllConnections();
      await new Promise<void>((closed) => server.close(() => closed()));
      await teams.close();
      rmSync(folder, { recursive: true, force: true });
    },
  });
}
