import {
  createRemoteJWKSet,
  errors,
  exportJWK,
  generateKeyPair,
  type JSONWebKeySet,
  type JWTVerifyGetKey,
  jwtVerify,
  SignJWT,
} from 'jose';
import { z } from 'zod';
import { type PersonId, personId, type TenantContext, tenantContext } from '#bot/core/ids';
import { cleanName } from '#bot/core/text';

/** Who a tab call comes from: from the token and nothing else. */
export interface Caller {
  readonly ctx: TenantContext;
  readonly me: PersonId;
  readonly name: string;
  readonly operator: boolean;
}

/** `tenant`: a good token of another tenant. `away`: its keys cannot be read now. `invalid`: anything else. */
export type Verified = Caller | 'invalid' | 'tenant' | 'away';
/** Where the keys that signed a token are found. */
export type TokenKeys = JWTVerifyGetKey;
export type TokenVerifier = (token: string) => Promise<Verified>;

const claims = z.object({
  tid: z.string(),
  oid: z.string().min(1),
  name: z.string().default(''),
  scp: z.string(),
  ver: z.literal('2.0'),
  roles: z.array(z.string()).default([]),
});

const issuer = (tenant: string): string => `https://login.microsoftonline.com/${tenant}/v2.0`;

/**
 * Verifies a Teams SSO token: RS256, our audience, the issuer of its own tenant, `access_as_user`,
 * not expired. The same code in production and in local mode; only the keys differ.
 */
export function tokenVerifier(options: {
  readonly tenant: string;
  readonly audience: readonly string[];
  readonly keys: JWTVerifyGetKey;
}): TokenVerifier {
  return async (token) => {
    const keys = noticing(options.keys);
    try {
      const { payload } = await jwtVerify(token, keys.get, {
        algorithms: ['RS256'],
        audience: [...options.audience],
        clockTolerance: 60,
        requiredClaims: ['exp', 'iss', 'aud'],
      });
      const parsed = claims.safeParse(payload);
      if (!parsed.success) return 'invalid';
      const { tid, oid, name, scp, roles } = parsed.data;
      if (payload.iss !== issuer(tid) || !scp.split(' ').includes('access_as_user'))
        return 'invalid';
      if (tid !== options.tenant) return 'tenant';
      return {
        ctx: tenantContext(tid),
        me: personId(oid),
        name: cleanName(name),
        operator: roles.includes('Operator'),
      };
    } catch {
      return keys.away() ? 'away' : 'invalid';
    }
  };
}

/** A key was looked for and not found, since the token names none, one of several, or an odd one. */
const ofTheToken = [
  errors.JWKSNoMatchingKey,
  errors.JWKSMultipleMatchingKeys,
  errors.JOSENotSupported,
];

/** Keys for one token, and whether it failed because they could not be read. */
function noticing(keys: JWTVerifyGetKey): { get: JWTVerifyGetKey; away(): boolean } {
  let away = false;
  return {
    away: () => away,
    async get(header, jws) {
      try {
        return await keys(header, jws);
      } catch (error) {
        away = !ofTheToken.some((kind) => error instanceof kind);
        throw error;
      }
    },
  };
}

/** Microsoft's published keys. */
export const entraKeys = (tenant: string): JWTVerifyGetKey =>
  createRemoteJWKSet(new URL(`https://login.microsoftonline.com/${tenant}/discovery/v2.0/keys`));

/** The keys with which Teams' connector signs activities, and what each is endorsed for. */
export interface ChannelKeys extends JWTVerifyGetKey {
  jwks(): JSONWebKeySet | undefined;
}

/**
 * https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication
 * (the key set is what the OpenID metadata beside it names)
 */
export const channelKeys = (): ChannelKeys =>
  createRemoteJWKSet(new URL('https://login.botframework.com/v1/.well-known/keys'));

/** `invalid`: not signed by Teams' connector for this bot. `away`: its keys cannot be read now. */
export type Signed = 'good' | 'invalid' | 'away';
export type ActivityVerifier = (token: string) => Promise<Signed>;

/**
 * Verifies who signed an activity: RS256, our bot, the connector's issuer, valid now within five
 * minutes, by a key that Microsoft endorses for Teams. Whether the service address is the signed one
 * is compared by the adapter, which knows the activity.
 */
export function activityVerifier(botId: string, keys: ChannelKeys): ActivityVerifier {
  return async (token) => {
    const looked = noticing(keys);
    try {
      const { protectedHeader } = await jwtVerify(token, looked.get, {
        algorithms: ['RS256'],
        audience: botId,
        issuer: 'https://api.botframework.com',
        clockTolerance: 300,
        requiredClaims: ['exp'],
      });
      const signer = keys.jwks()?.keys.find(({ kid }) => kid === protectedHeader.kid);
      // Bot Framework's own addition to a JSON Web Key.
      const endorsed = (signer as { endorsements?: unknown } | undefined)?.endorsements;
      return Array.isArray(endorsed) && endorsed.includes('msteams') ? 'good' : 'invalid';
    } catch {
      return looked.away() ? 'away' : 'invalid';
    }
  };
}

/** Stands in for Microsoft's sign-in where there is none: signs with a key of this process. */
export interface LocalSigner {
  readonly keys: JWTVerifyGetKey;
  sign(person: string, name: string, operator: boolean): Promise<string>;
}

/** One pair a process: making it takes a core for 0.2 s, which a start for every test cannot spend. */
let localKeys: ReturnType<typeof generateKeyPair> | undefined;

export async function localSigner(tenant: string, audience: string): Promise<LocalSigner> {
  localKeys ??= generateKeyPair('RS256');
  const { publicKey, privateKey } = await localKeys;
  const jwk = await exportJWK(publicKey);
  return {
    keys: async () => ({ ...jwk, alg: 'RS256' }),
    sign: (person, name, operator) =>
      new SignJWT({
        tid: tenant,
        oid: person,
        name,
        scp: 'access_as_user',
        ver: '2.0',
        ...(operator ? { roles: ['Operator'] } : {}),
      })
        .setProtectedHeader({ alg: 'RS256' })
        .setIssuer(issuer(tenant))
        .setAudience(audience)
        .setIssuedAt()
        .setExpirationTime('1h')
        .sign(privateKey),
  };
}
