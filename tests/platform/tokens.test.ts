import { errors } from 'jose';
import {
  localSigner,
  type TokenKeys,
  type TokenVerifier,
  tokenVerifier,
} from '#bot/platform/tokens';
import { audience, forge, somebody, tenant } from '#tests/platform/tokens';

describe('a token of the tab', () => {
  let tokens: Awaited<ReturnType<typeof forge>>;
  let verify: TokenVerifier;
  beforeAll(async () => {
    tokens = await forge();
    verify = tokenVerifier({
      tenant,
      audience: [audience, `api://host/${audience}`],
      keys: tokens.keys,
    });
  });

  it('names the person and the tenant, and nothing else does', async () => {
    expect(await verify(await tokens.good())).toEqual({
      ctx: { tenant },
      me: somebody,
      name: 'Alex Wilber',
      operator: false,
    });
  });

  it('may be for the app’s id or for its address', async () => {
    expect(await verify(await tokens.good({ aud: `api://host/${audience}` }))).toMatchObject({
      me: somebody,
    });
  });

  it('may carry the scope among others, and a role', async () => {
    const token = await tokens.good({ scp: 'openid access_as_user', roles: ['Operator'] });
    expect(await verify(token)).toMatchObject({ operator: true });
    expect(await verify(await tokens.good({ scp: 'access_as_user_not' }))).toBe('invalid');
  });

  it('is refused when anything about it is wrong', async () => {
    for (const [what, token] of Object.entries(tokens.bad)) {
      expect({ what, verdict: await verify(token) }).toEqual({ what, verdict: 'invalid' });
    }
  });

  it('is not judged while the keys cannot be read, and a key that is not there is no such thing', async () => {
    const withKeys = (keys: TokenKeys) => tokenVerifier({ tenant, audience: [audience], keys });
    const away = withKeys(() => Promise.reject(new TypeError('fetch failed')));
    expect(await away(await tokens.good())).toBe('away');
    // For these no key is looked for.
    expect(await away(tokens.bad['rubbish'] ?? '')).toBe('invalid');
    expect(await away(tokens.bad['with alg none'] ?? '')).toBe('invalid');
    const others = withKeys(() => Promise.reject(new errors.JWKSNoMatchingKey()));
    expect(await others(await tokens.good())).toBe('invalid');
  });

  it('of another tenant is told from a bad one', async () => {
    expect(await verify(tokens.otherTenant)).toBe('tenant');
  });

  it('of the stand-in is checked by the same code', async () => {
    const signer = await localSigner(tenant, audience);
    const local = tokenVerifier({ tenant, audience: [audience], keys: signer.keys });
    const token = await signer.sign(somebody, 'Alex', true);
    expect(await local(token)).toMatchObject({ me: somebody, operator: true });
    expect(await verify(token)).toBe('invalid');
  });
});
