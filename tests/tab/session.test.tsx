/** @jest-environment jsdom */
import { render, screen } from '@testing-library/react';
import { Outside } from '../../tab/outside';
import { addressOf, placeAt, placeIn } from '../../tab/teams/places';
import { standIn } from '../../tab/teams/stand-in';
import { type FakeServer, fakeServer, furnish, good, refused } from './house';

const people = [{ id: 'p&1', name: 'Sanne de Vries' }];
const hourAhead = () => new Date(Date.now() + 3_600_000).toISOString();

describe('outside Teams', () => {
  let server: FakeServer;
  beforeAll(furnish);
  beforeEach(() => {
    server = fakeServer();
  });
  const start = (search: string, matches = (_query: string) => false) =>
    standIn({ search, locale: 'nl-NL', matches, fetcher: server.fetcher });

  it('signs in as the person and the role of the address', async () => {
    server.on('POST', '/local/token', () => good({ token: 'one', expires: hourAhead() }));
    const started = await start('?as=p1&role=operator&theme=contrast&lang=en');
    if (started.kind !== 'session') throw new Error(started.kind);
    const { session } = started;
    expect(server.calls[0]?.body).toEqual({ as: 'p1', role: 'operator' });
    expect([session.locale, session.theme]).toEqual(['en', 'contrast']);
    expect(await session.token(false)).toBe('one');
    expect(server.calls).toHaveLength(1);
    server.on('POST', '/local/token', () => good({ token: 'two', expires: hourAhead() }));
    expect(await session.token(true)).toBe('two');
  });

  it('renews a token that is about to run out', async () => {
    server.on('POST', '/local/token', () =>
      good({ token: 'short', expires: new Date(Date.now() + 30_000).toISOString() }),
    );
    const started = await start('?as=p1');
    if (started.kind === 'session') await started.session.token(false);
    expect(server.calls).toHaveLength(2);
  });

  it('offers the people known when nobody is named, or a stranger', async () => {
    server.on('GET', '/local/people', () => good({ people }));
    server.on('POST', '/local/token', () => refused(404, 'nobody of that id'));
    const look = { locale: 'nl-NL', theme: 'default' };
    expect(await start('')).toEqual({ kind: 'choose', people, look });
    expect(await start('?as=stranger')).toEqual({ kind: 'choose', people, look });
  });

  it('points to Teams where there is no stand-in', async () => {
    server.on('GET', '/local/people', () => refused(404, 'not here'));
    expect((await start('')).kind).toBe('outside');
    server.on('GET', '/local/people', () => 'unreachable');
    expect((await start('')).kind).toBe('unreachable');
  });

  it('follows the colours of the system', async () => {
    server.on('GET', '/local/people', () => good({ people }));
    const theme = async (query: string) => {
      const started = await start('', (asked) => asked === query);
      return started.kind === 'session' ? null : started.look.theme;
    };
    expect(await theme('(prefers-color-scheme: dark)')).toBe('dark');
    expect(await theme('(forced-colors: active)')).toBe('contrast');
  });

  it('says that Teams has not answered yet, and offers to try again', async () => {
    const look = { locale: 'nl', theme: 'default' } as const;
    render(<Outside start={{ kind: 'late', look, session: new Promise(() => {}) }} />);
    await screen.findByText('Teams heeft nog niet geantwoord. Wacht even, of probeer het opnieuw.');
    screen.getByRole('button', { name: 'Opnieuw proberen' });
  });

  it('asks who one is today, in the language of the browser', async () => {
    const look = { locale: 'nl', theme: 'default' } as const;
    render(<Outside start={{ kind: 'choose', people, look }} />);
    await screen.findByRole('heading', { name: 'Wie ben je vandaag?' });
    const link = screen.getByRole('link', { name: 'Sanne de Vries' });
    expect(link.getAttribute('href')).toContain('as=p%261');
  });
});

describe('places', () => {
  const at = (pathname: string, search = '', hash = '') => placeAt({ pathname, search, hash });

  it.each([
    [at('/tab'), { page: 'profile', item: null }],
    [at('/tab/for-you'), { page: 'for-you', item: null }],
    [at('/tab/badges', '?item=a%2Fb'), { page: 'badges', item: 'a/b' }],
    [at('/tab', '', '#team'), { page: 'team', item: null }],
    [at('/tab/badges', '', '#content'), { page: 'badges', item: null }],
    [at('/tab/nowhere'), { page: 'profile', item: null }],
    [placeIn('badges/a%2Fb'), { page: 'badges', item: 'a/b' }],
    [placeIn('badges/a/b'), { page: 'badges', item: 'a/b' }],
    [placeIn('checkin'), { page: 'for-you', item: 'checkin' }],
    [placeIn('nowhere'), null],
  ])('reads %j', (place, expected) => {
    expect(place).toEqual(expected);
  });

  it('keeps who one is on the way, and drops the item', () => {
    expect(addressOf({ page: 'team', item: null }, '?as=p1&item=x')).toBe('/tab/team?as=p1');
    expect(addressOf({ page: 'badges', item: 'a/b' }, '?as=p1')).toBe(
      '/tab/badges?as=p1&item=a%2Fb',
    );
  });
});
