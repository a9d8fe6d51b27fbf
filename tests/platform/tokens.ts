import {
  type CryptoKey,
  createLocalJWKSet,
  exportJWK,
  generateKeyPair,
  type JSONWebKeySet,
  type JWTPayload,
  SignJWT,
} from 'jose';
import type { ChannelKeys, TokenKeys } from '#bot/platform/tokens';

export const tenant = '22222222-2222-4222-8222-222222222222';
export const audience = '33333333-3333-4333-8333-333333333333';
export const somebody = '00000000-0000-4000-8000-000000000101';

/** A sign-in of our own that makes good tokens and every kind of bad one. */
export async function forge() {
  const { publicKey, privateKey } = await generateKeyPair('RS256', { extractable: true });
  const stranger = await generateKeyPair('RS256');
  const jwk = await exportJWK(publicKey);
  const keys: TokenKeys = async () => ({ ...jwk, alg: 'RS256' });
  const now = Math.floor(Date.now() / 1000);
  const good: JWTPayload = {
    tid: tenant,
    oid: somebody,
    name: 'Alex Wilber',
    scp: 'access_as_user',
    ver: '2.0',
    iss: `https://login.microsoftonline.com/${tenant}/v2.0`,
    aud: audience,
    iat: now,
    nbf: now,
    exp: now + 3600,
  };
  const sign = (claims: JWTPayload, key = privateKey, alg = 'RS256'): Promise<string> =>
    new SignJWT(claims).setProtectedHeader({ alg }).sign(key);
  const without = (name: string): JWTPayload => {
    const { [name]: _, ...rest } = good;
    return rest;
  };
  const unsigned = (header: object, claims: object): string =>
    [header, claims]
      .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
      .join('.');
  const secret = new TextEncoder().encode(JSON.stringify(jwk));
  const bad: Record<string, string> = {
    nothing: '',
    rubbish: 'rubbish',
    'three empty parts': '..',
    expired: await sign({ ...good, exp: now - 600 }),
    'without an end': await sign(without('exp')),
    'not valid yet': await sign({ ...good, nbf: now + 600 }),
    'for another app': await sign({ ...good, aud: '99999999-3333-4333-8333-333333333333' }),
    'without an audience': await sign(without('aud')),
    'from another issuer': await sign({ ...good, iss: 'https://evil.example.org/v2.0' }),
    'of the old version': await sign({
      ...good,
      ver: '1.0',
      iss: `https://sts.windows.net/${tenant}/`,
    }),
    'whose issuer is not its tenant': await sign({
      ...good,
      tid: '77777777-2222-4222-8222-222222222222',
    }),
    'without the scope': await sign({ ...good, scp: 'User.Read' }),
    'of an app, not a person': await sign({ ...without('scp'), roles: ['access_as_user'] }),
    'without a person': await sign(without('oid')),
    'with an empty person': await sign({ ...good, oid: '' }),
    'with a person that is no text': await sign({ ...good, oid: { id: somebody } }),
    'signed by somebody else': await sign(good, stranger.privateKey),
    'with alg none': `${unsigned({ alg: 'none' }, good)}.`,
    'with HS256 and the public key': await new SignJWT(good)
      .setProtectedHeader({ alg: 'HS256' })
      .sign(secret),
    'with a changed body': await changed(await sign(good), good),
  };
  const other = '88888888-2222-4222-8222-222222222222';
  const otherTenant = await sign({
    ...good,
    tid: other,
    iss: `https://login.microsoftonline.com/${other}/v2.0`,
  });
  return { keys, bad, otherTenant, good: (more: JWTPayload = {}) => sign({ ...good, ...more }) };
}

export const botId = '11111111-1111-4111-8111-111111111111';

/** Teams' connector as a signer of activities: one good token, and every kind of bad one. */
export async function forgeActivities(serviceUrl: string) {
  const pair = () => generateKeyPair('RS256', { extractable: true });
  const [teams, elsewhere, plain, stranger] = await Promise.all([pair(), pair(), pair(), pair()]);
  const jwk = async (key: CryptoKey, kid: string, endorsements?: string[]) => ({
    ...(await exportJWK(key)),
    kid,
    use: 'sig',
    ...(endorsements === undefined ? {} : { endorsements }),
  });
  const jwks: JSONWebKeySet = {
    keys: [
      await jwk(teams.publicKey, 'teams', ['msteams', 'skype']),
      await jwk(elsewhere.publicKey, 'elsewhere', ['webchat']),
      await jwk(plain.publicKey, 'plain'),
    ],
  };
  const now = Math.floor(Date.now() / 1000);
  const claims = {
    iss: 'https://api.botframework.com',
    aud: botId,
    serviceurl: serviceUrl,
    nbf: now,
    exp: now + 3600,
  };
  const sign = (
    more: JWTPayload = {},
    kid: string | undefined = 'teams',
    key: CryptoKey = teams.privateKey,
  ): Promise<string> =>
    new SignJWT({ ...claims, ...more })
      .setProtectedHeader({ alg: 'RS256', ...(kid === undefined ? {} : { kid }) })
      .sign(key);
  const good = await sign();
  const none = Buffer.from(JSON.stringify({ alg: 'none', kid: 'teams' })).toString('base64url');
  const shared = new TextEncoder().encode(JSON.stringify(jwks.keys[0]));
  const bad: Record<string, string> = {
    rubbish: 'a.b.c',
    'with alg none': `${none}.${good.split('.')[1]}.`,
    'with HS256 and the public key': await new SignJWT(claims)
      .setProtectedHeader({ alg: 'HS256', kid: 'teams' })
      .sign(shared),
    'signed by somebody else': await sign({}, 'teams', stranger.privateKey),
    'with a changed body': await changed(good, claims),
    'with an unknown key': await sign({}, 'unknown', stranger.privateKey),
    'by a key that is not for Teams': await sign({}, 'elsewhere', elsewhere.privateKey),
    'by a key without endorsements': await sign({}, 'plain', plain.privateKey),
    'for another bot': await sign({ aud: audience }),
    'from another issuer': await sign({ iss: `https://sts.windows.net/${tenant}/` }),
    expired: await sign({ nbf: now - 7200, exp: now - 3600 }),
    'not valid yet': await sign({ nbf: now + 3000 }),
  };
  return { keys: createLocalJWKSet(jwks) as ChannelKeys, jwks, good, bad, sign };
}

async function changed(token: string, claims: JWTPayload): Promise<string> {
  const [header, , signature] = token.split('.');
  const body = Buffer.from(JSON.stringify({ ...claims, oid: 'somebody-else' })).toString(
    'base64url',
  );
  return `${header}.${body}.${signature}`;
}
