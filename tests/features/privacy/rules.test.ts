import {
  badgeAbout,
  erasedByHash,
  erasedInClear,
  type Fate,
  fateOf,
  type HeldRow,
  hasOldId,
  isOfSearch,
  namesIn,
  ownPart,
  personIdsIn,
  postsOf,
  receivedCards,
} from '#bot/features/privacy/rules';
import { cast } from '#tests/cast';
import fc from '#tests/property';

const me = cast.adele;
const other = cast.megan;
const erased = erasedInClear(me.id, [me.teamsId, 'chat-adele'], [me.name]);
const post = { conversation: { id: '19:c@thread', serviceUrl: 'http://teams' }, activityId: 'm1' };

const row = (table: string, rowKey: string, data: unknown): HeldRow => ({
  table,
  partition: ['tenant', other.id],
  key: rowKey.split('~'),
  columns: { data },
});
const left = (fate: Fate): unknown => (fate.kind === 'change' ? fate.columns['data'] : fate.kind);
const scrub = (rowKey: string, data: unknown, table = 'People'): unknown =>
  left(fateOf(row(table, rowKey, data), erased, 'a colleague'));

describe('what becomes of a row that names somebody who erased everything', () => {
  it('keeps what does not name them, letter for letter', () => {
    expect(scrub('h~1', { learned: 'Adele Vancey showed me', helpers: [other] })).toBe('keep');
    expect(scrub('digest~2026-W47', { lines: [4, 5], topics: ['Excel'] }, 'Teams')).toBe('keep');
  });

  it('takes rows away that carry the id in their key', () => {
    expect(scrub(`m~${me.id}`, { name: me.name }, 'Teams')).toBe('delete');
    expect(scrub(`12ab34cd~${me.id}`, {}, 'SkillIndex')).toBe('delete');
    expect(scrub(`2026-11-24T09:00:00Z~moment~${me.id}`, {}, 'Due')).toBe('delete');
    expect(scrub(`2026-11-24T09:00:00Z~told~badge1~${me.id}`, {}, 'Due')).toBe('delete');
  });

  it('leaves the receiver of a badge the badge, the skill and the date, without words and name', () => {
    const badge = { at: '2026-11-20T10:00:00Z', badge: 'time', skill: 'Excel', hidden: false };
    expect(
      scrub('r~1', { ...badge, text: 'You made time', from: { id: me.id, name: me.name } }),
    ).toEqual({ ...badge, text: '', from: { id: '', name: 'a colleague' } });
    expect(scrub('r~1', { ...badge, text: 'x', from: me.id, fromName: 'Old Name' })).toEqual({
      ...badge,
      text: '',
      from: '',
      fromName: 'a colleague',
    });
  });

  it('takes away an answer that still waits for somebody else and names them, and no other', () => {
    const answer = (text: string) => ({ message: { text }, expires: '2026-11-24T10:00:00Z' });
    expect(scrub('e~reply~1', answer(`Thank ${me.name}`))).toBe('delete');
    expect(scrub('e~reply~1', answer('Thank whom?'))).toBe('keep');
    expect(scrub('e~indexed', { note: me.name })).toEqual({ note: 'a colleague' });
    expect(scrub('h~reply~1', answer(me.name))).toEqual(answer('a colleague'));
  });

  it('keeps the words of badges from others', () => {
    expect(scrub('r~1', { text: 'You made time', from: other })).toBe('keep');
  });

  it('takes a badge they received from its giver, and withdraws its message', () => {
    const badge = { text: 'Great', to: [{ id: me.id, name: me.name }], posted: post };
    const fate = fateOf(row('People', 'g~1', badge), erased, 'a colleague');
    expect(fate).toEqual({ kind: 'delete', posts: [post] });
  });

  it('takes only their entry from a badge that several received', () => {
    const badge = { text: 'Great', to: [{ id: me.id, name: me.name }, other], posted: post };
    const fate = fateOf(row('People', 'g~1', badge), erased, 'a colleague');
    expect(left(fate)).toEqual({ text: 'Great', to: [other], posted: post });
    expect(fate).toMatchObject({ posts: [post] });
    const received = { text: 'Great', from: cast.alex, to: [{ id: me.id, name: me.name }, other] };
    expect(scrub('r~1', received)).toEqual({ ...received, to: [other] });
  });

  it('says a colleague where a check-in names them', () => {
    const helpers = [{ id: me.id, name: 'Adele V.' }, other];
    expect(scrub('h~1', { learned: 'From Adele Vance: pivots', helpers })).toEqual({
      learned: 'From a colleague: pivots',
      helpers: [{ id: '', name: 'a colleague' }, other],
    });
    expect(scrub('h~1', { helpers: [me.id, other.id] })).toEqual({ helpers: [other.id] });
    expect(scrub('h~1', { helperNames: [me.name] })).toEqual({ helperNames: ['a colleague'] });
  });

  it('takes ids out of keys of objects and out of longer texts', () => {
    expect(scrub('c~open~1', { data: { [me.id]: 'm1', about: `badge~${me.id}` } })).toEqual({
      data: { about: 'badge~' },
    });
    expect(scrub('x', { to: 'chat-adele', mention: me.teamsId })).toEqual({ to: '', mention: '' });
    expect(scrub('x', { text: `mailto ${me.id.toUpperCase()}` })).toEqual({ text: 'mailto ' });
  });

  it('is not fooled by ids and names that merely begin the same', () => {
    const short = erasedInClear('user-1', [], ['Jo Li']);
    const fate = fateOf(
      row('People', 'h~1', { helpers: ['user-10'], learned: 'Jo Lind and Mojo Li' }),
      short,
      'a colleague',
    );
    expect(fate).toEqual({ kind: 'keep' });
  });

  it('leaves a namesake their own name', () => {
    const namesake = { id: other.id, name: me.name };
    expect(scrub('h~1', { helpers: [namesake] })).toBe('keep');
    expect(scrub('a~profile', { name: me.name })).toBe('keep');
    expect(scrub(`m~${other.id}`, { name: me.name }, 'Teams')).toBe('keep');
    expect(scrub('a~profile', { name: me.name, note: `by ${me.name}` })).toEqual({
      name: me.name,
      note: 'by a colleague',
    });
  });

  it('finds the person by the keyed hash alone when the id is no longer known', () => {
    const byHash = erasedByHash('h1', (id) => (id === me.id ? 'h1' : 'h2'));
    const fate = (rowKey: string, data: unknown): unknown =>
      left(fateOf(row('People', rowKey, data), byHash, 'a colleague'));
    expect(fate(`2026~moment~${me.id}`, {})).toBe('delete');
    expect(fate('h~1', { helpers: [{ id: me.id, name: 'Adele' }] })).toEqual({
      helpers: [{ id: '', name: 'a colleague' }],
    });
    expect(fate('h~1', { helpers: [other], text: me.name })).toBe('keep');
  });

  it('leaves neither id nor name in any JSON, and changes nothing twice', () => {
    const leaf = fc.oneof(
      fc.constantFrom(me.id, me.name, me.teamsId, `with ${me.name}!`, `${me.name}’s`, 'Excel', ''),
      fc.integer(),
      fc.constant(null),
    );
    const anything = fc.letrec((tie) => ({
      node: fc.oneof(
        { depthSize: 'small' },
        leaf,
        fc.array(tie('node'), { maxLength: 4 }),
        fc.record({ id: fc.constantFrom(me.id, ''), name: leaf, more: tie('node') }),
        fc.dictionary(fc.constantFrom('text', 'to', 'from', 'fromName', me.id), tie('node')),
      ),
    })).node;
    const keys = fc.constantFrom('h~1', 'r~1', 'g~1', 'c~open~1', 'team');
    fc.assert(
      fc.property(keys, anything, (rowKey, data) => {
        const fate = fateOf(row('People', rowKey, data), erased, 'a colleague');
        if (fate.kind === 'delete') return;
        const left = fate.kind === 'keep' ? data : fate.columns['data'];
        const text = JSON.stringify(left);
        for (const trace of [me.id, me.name, me.teamsId]) expect(text).not.toContain(trace);
        expect(fateOf(row('People', rowKey, left), erased, 'a colleague').kind).toBe('keep');
      }),
      { numRuns: 400 },
    );
  });

  it('never throws away what others wrote about others', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (data) => {
        expect(fateOf(row('People', 'h~1', data), erased, 'a colleague').kind).toBe('keep');
      }),
    );
  });
});

describe('the edges of an erase', () => {
  const mine = { id: me.id, name: me.name };
  const nobody = { id: '', name: 'a colleague' };

  it('treats as a badge what is one, and no other row', () => {
    // From me, with words: only of a badge that somebody received the words are mine to take.
    const said = { text: 'Look first', from: mine };
    for (const [rowKey, table] of [
      ['k~1', 'People'],
      ['g~1', 'People'],
      ['r~1', 'Teams'],
    ] as const) {
      expect(scrub(rowKey, said, table)).toEqual({ text: 'Look first', from: nobody });
    }
    // To me alone: only a badge is without a receiver then.
    for (const [rowKey, table] of [
      ['h~1', 'People'],
      ['g~1', 'Teams'],
      ['r~1', 'Teams'],
    ] as const) {
      expect(scrub(rowKey, { to: [mine], posted: post }, table)).toEqual({
        to: [nobody],
        posted: post,
      });
    }
    expect(scrub('r~1', { to: [mine] })).toBe('delete');
  });

  it('withdraws messages of badges they received, and of nothing else', () => {
    const fate = (rowKey: string, data: unknown) =>
      fateOf(row('People', rowKey, data), erased, 'a colleague');
    expect(fate('h~1', { helpers: [mine], posted: post })).toMatchObject({ posts: [] });
    expect(fate('g~1', { from: mine, to: [other], posted: post })).toMatchObject({ posts: [] });
    const unsent = { ...post, activityId: '' };
    expect(fate('g~1', { to: [mine], posted: unsent })).toEqual({ kind: 'delete', posts: [] });
  });

  it('takes away what waits for a colleague because of them, and keeps what does not', () => {
    const item = (data: object) => ({ kind: 'help-offer', data });
    expect(scrub('c~open~1', item({ asker: me.id }))).toBe('delete');
    expect(scrub('c~open~1', item({ with: me.id }))).toBe('delete');
    expect(scrub('c~open~1', item({ asker: other.id, with: other.id }))).toBe('keep');
    expect(scrub('c~open~1', item({ from: me.id, fromName: me.name }))).toEqual(
      item({ from: '', fromName: 'a colleague' }),
    );
    expect(scrub('h~1', item({ asker: me.id }))).not.toBe('delete');
    expect(scrub('c~open~1', item({ with: me.id }), 'Teams')).not.toBe('delete');
  });

  it('knows nobody by a name when only the hash is left', () => {
    const byHash = erasedByHash('h1', (id) => (id === me.id ? 'h1' : 'h2'));
    const fate = (rowKey: string, data: unknown, table = 'People'): unknown =>
      left(fateOf(row(table, rowKey, data), byHash, 'a colleague'));
    // An id in the place of a name goes, whoever's name it would be.
    expect(fate('a~profile', { name: me.id })).toEqual({ name: '' });
    expect(fate(`m~${other.id}`, { name: me.id }, 'Teams')).toEqual({ name: '' });
    expect(fate('h~1', { helpers: [{ id: other.id, name: me.id }] })).toEqual({
      helpers: [{ id: other.id, name: '' }],
    });
    expect(byHash.isName(me.name)).toBe(false);
    // Neither nothing, a sentence nor something very long is looked up as an id.
    const all = erasedByHash('h', () => 'h');
    expect(['', 'two words', 'x'.repeat(201)].map((text) => all.isIn(text))).toEqual([
      false,
      false,
      false,
    ]);
    expect(all.isIn('x'.repeat(200))).toBe(true);
  });

  it('keeps a namesake’s name only where it is their own', () => {
    // Without an id nobody says whose name it is.
    expect(scrub('h~1', { helpers: [{ id: '', name: me.name }] })).toEqual({
      helpers: [{ id: '', name: 'a colleague' }],
    });
    expect(scrub('h~1', { name: me.name })).toEqual({ name: 'a colleague' });
    expect(scrub('a~other', { name: me.name })).toEqual({ name: 'a colleague' });
  });
});

describe('whom an erase knows', () => {
  it('by no id and no name that is empty', () => {
    const nameless = erasedInClear(me.id, [''], ['', ' ']);
    expect(nameless.isIn('')).toBe(false);
    expect(nameless.without('Two words', 'x')).toBe('Two words');
  });

  it('by the longest of their names first', () => {
    for (const names of [
      ['Anna', 'Anna Maria Bos'],
      ['Anna Maria Bos', 'Anna'],
    ]) {
      const anna = erasedInClear(me.id, [], names);
      expect(anna.without('Anna Maria Bos and Anna', 'x')).toBe('x and x');
    }
  });

  it('in a row that cannot be parsed, also by a name with a quotation mark', () => {
    const quoted = erasedInClear(me.id, [me.teamsId], ['Jo "Jet" Li', me.name]);
    const raw = `{"name":"Jo \\"Jet\\" Li","by":"${me.teamsId}","text":"Adele Vancey`;
    expect(quoted.raw(raw, 'x')).toBe('{"name":"x","by":"","text":"Adele Vancey');
  });

  it('by the hash of a whole text, or of a part of a key', () => {
    const byHash = erasedByHash('h1', (id) => (id === me.id ? 'h1' : 'h2'));
    expect(byHash.isIn(me.id)).toBe(true);
    expect(byHash.isIn(`moment~${me.id}`)).toBe(true);
    expect(byHash.isIn(`moment~${other.id}`)).toBe(false);
  });

  it('by the names that stand beside their id, wherever that is', () => {
    const known = { id: me.id, name: 'Adele V.' };
    expect(namesIn({ to: [known, other], more: { from: known } }, erased)).toEqual([
      'Adele V.',
      'Adele V.',
    ]);
    expect(namesIn([other, { name: 'Adele V.' }, { id: 7, name: 'x' }, null], erased)).toEqual([]);
    expect(namesIn({ id: me.id, name: 7 }, erased)).toEqual([]);
  });
});

describe('the messages that an erase changes', () => {
  it('are those of a badge whose place is known', () => {
    expect(postsOf({ a: [{ post }] })).toEqual([post]);
    for (const place of [{ id: 'c' }, { serviceUrl: 'http://teams' }, 'c', null]) {
      expect(postsOf({ ...post, conversation: place })).toEqual([]);
    }
  });

  const chat = { id: 'chat-megan', serviceUrl: 'http://teams' };
  const profile = row('People', 'a~profile', { conversation: chat });
  const sent = (key: string, data: object) => row('People', `d~sent~${key}`, data);
  const told = sent('collected-1', { activityId: 'm7', items: ['badge-b1', 'badge-b2'] });

  it('are in the receiver’s own chat those on whose card the badge stands', () => {
    expect(receivedCards([profile, told], ['r~b1'])).toEqual([
      { conversation: chat, activityId: 'm7', received: { by: other.id, badge: 'b1' } },
    ]);
    // The second of a message is only counted on its card.
    expect(receivedCards([profile, told], ['r~b2', 'h~b1', 'g~b1'])).toEqual([]);
    expect(receivedCards([told], ['r~b1'])).toEqual([]);
    expect(receivedCards([row('People', 'a~profile', {}), told], ['r~b1'])).toEqual([]);
    const elsewhere = row('People', 'a~other', { conversation: chat });
    expect(receivedCards([elsewhere, told], ['r~b1'])).toEqual([]);
  });

  it('are none where nothing was sent', () => {
    const waiting = sent('collected-1', { items: ['badge-b1'] });
    const empty = sent('welcome', { activityId: 'm1', items: [] });
    const broken = sent('broken', 'no JSON' as never);
    expect(receivedCards([profile, waiting, empty, broken], ['r~b1'])).toEqual([]);
    const history = row('People', 'h~1', { activityId: 'm7', items: ['badge-b1'] });
    expect(receivedCards([profile, history], ['r~b1'])).toEqual([]);
  });
});

describe('an id that was made of another person’s without a key', () => {
  const old = 'a1b2c3d4e5f6a7b8c9d0e1f2';
  const has = (rowKey: string, data: unknown, table = 'People') =>
    hasOldId(row(table, rowKey, data));

  it('is that of help somebody gave, and of a badge whose giver is gone', () => {
    expect(has(`k~${old}`, { kind: 'gave' })).toBe(true);
    expect(has(`r~${old}`, { from: { id: '', name: 'a colleague' } })).toBe(true);
  });

  it('is none of what is their own, still known to its giver, or keyed', () => {
    expect(has(`k~${old}`, { kind: 'helped' })).toBe(false);
    expect(has(`r~${old}`, { from: other })).toBe(false);
    expect(has(`r~${old}`, { from: '' })).toBe(false);
    expect(has(`g~${old}`, { from: { id: '' } })).toBe(false);
    expect(has(`r~${old}`, { state: 'withdrawn' })).toBe(false);
    expect(has(`k~${old}`, { kind: 'gave' }, 'Teams')).toBe(false);
    expect(has(`k~${old}01234567`, { kind: 'gave' })).toBe(false);
    expect(has('k~', { kind: 'gave' })).toBe(false);
    expect(has(`k~${old}`, 'no JSON')).toBe(false);
  });
});

describe('what of somebody’s own rows their export holds', () => {
  const part = (rowKey: string, data: unknown, table = 'People') =>
    ownPart(row(table, rowKey, data))['data'];

  it('leaves out whom a search asked, and who asked before both said yes', () => {
    const ask = { skill: 'Excel', behind: { offers: [other] } };
    expect(part('q~1', ask)).toEqual({ skill: 'Excel' });
    expect(part('h~1', ask)).toEqual(ask);
    expect(part('q~1', ask, 'Teams')).toEqual(ask);
    const item = { kind: 'help-offer', data: { asker: other.id, skill: 'Excel' } };
    expect(part('c~open~1', item)).toEqual({ kind: 'help-offer', data: { skill: 'Excel' } });
    expect(part('h~1', item)).toEqual(item);
  });

  it('leaves out who of those they thanked is not here, and who erased their data', () => {
    const badge = {
      to: [
        { ...other, here: false },
        { id: me.id, name: '', here: true },
      ],
    };
    const { here: _, ...shown } = { ...other, here: false };
    expect(part('g~1', badge)).toEqual({ to: [shown, { id: '', name: '' }] });
    expect(part('r~1', badge)).toEqual(badge);
    expect(part('g~1', badge, 'Teams')).toEqual(badge);
  });

  it('leaves out every id of a row that cannot be parsed, where others may be named', () => {
    const raw = `{"to":"${other.id}","text":"half`;
    const without = '{"to":"","text":"half';
    for (const range of ['c', 'g', 'q']) expect(part(`${range}~1`, raw)).toBe(without);
    for (const range of ['h', 'a']) expect(part(`${range}~1`, raw)).toBe(raw);
    expect(part('c~1', raw, 'Teams')).toBe(raw);
  });

  it('looks for the people of a badge by every id in it, once each place', () => {
    expect(personIdsIn({ from: me, to: [other, 'p1', '', { id: '' }, { name: 'x' }, 7] })).toEqual([
      me.id,
      other.id,
      'p1',
    ]);
    expect(personIdsIn({ from: 'p1' })).toEqual(['p1']);
    expect(personIdsIn('no badge')).toEqual([]);
  });

  it('leaves out timing rows of a search, and no others', () => {
    const due = (kind: string, table = 'Due') =>
      isOfSearch(row(table, `2026-11-24T09:00:00Z~${kind}~${me.id}~1`, {}));
    expect(due('ask')).toBe(true);
    expect(due('moment')).toBe(false);
    expect(due('ask', 'Control')).toBe(false);
  });
});

describe('what of a badge in somebody else’s hands is shown in an export', () => {
  const badge = {
    at: '2026-11-20T10:00:00Z',
    badge: 'time',
    skill: 'Excel',
    text: 'Great',
    hidden: true,
    offer: 'declined',
    to: [other, { id: me.id, name: me.name }],
  };
  it('leaves out the other receivers and what its owner decided', () => {
    const { hidden: _, offer: __, ...about } = badge;
    expect(badgeAbout(badge, 'given', erased)).toEqual({
      ...about,
      to: [{ id: me.id, name: me.name }],
    });
  });
  it('shows nothing of badges among others', () => {
    expect(badgeAbout({ ...badge, to: [other] }, 'given', erased)).toBeUndefined();
    expect(badgeAbout({ ...badge, from: cast.alex }, 'received', erased)).toBeUndefined();
    expect(badgeAbout({ ...badge, from: me }, 'received', erased)).toMatchObject({ from: me });
    // Nobody among the receivers is me: then there is no list of receivers at all.
    const { hidden: _, offer: __, to: ___, ...about } = badge;
    expect(badgeAbout({ ...badge, to: [other], from: me }, 'received', erased)).toEqual({
      ...about,
      from: me,
    });
  });
});
