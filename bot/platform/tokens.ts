import {
  createRemoteJWKSet,
  exportJWK,
  generateKeyPair,
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

/** `tenant`: a good token of another tenant. `invalid`: anything else. */
export type Verified = Caller | 'invalid' | 'tenant';
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
    try {
      const { payload } = await jwtVerify(token, options.keys, {
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
      return 'invalid';
    }
  };
}

/** Microsoft's published keys. */
export const entraKeys = (tenant: string): JWTVerifyGetKey =>
  createRemoteJWKSet(new URL(`https://login.microsoftonline.com/${tenant}/discovery/v2.0/keys`));

/** Stands in for Microsoft's sign-in where there is none: signs with a key made at start. */
export interface LocalSigner {
  readonly keys: JWTVerifyGetKey;
  sign(person: string, name: string, operator: boolean): Promise<string>;
}

export async function localSigner(tenant: string, audience: string): Promise<LocalSigner> {
  const { publicKey, privateKey } = await generateKeyPair('RS256');
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
