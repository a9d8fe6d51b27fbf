/** @jest-environment jsdom */
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import type { AsksView, AskView, HelpView, PairView } from '#bot/features/help/wire';
import { FindPage } from '../../tab/features/skills/find-page';
import { type FakeServer, fakeServer, focused, furnish, good, refused, showPage } from './house';

const id = '0123456789abcdef01234567';
const other = 'fedcba98765432100123abcd';
const slots = ['2026-11-24T11:30:00Z', '2026-11-25T13:30:00Z'].map((at) => ({
  at,
  calendar: `https://pass.example/files/calendar/${at}`,
  teams: `https://pass.example/files/calendar/${at}?as=teams`,
}));
const pair: PairView = {
  with: { id: 'megan', name: 'Megan Bowen' },
  opening: 'Hi Megan, thank you!',
  chat: null,
  slots,
  planned: null,
};
const ask = (part: Partial<AskView>): AskView => ({
  id,
  skill: { id: 's', name: 'Excel' },
  what: 'My pivot table counts empty cells.',
  minutes: 30,
  by: '2026-12-04',
  asked: '2026-11-24T08:00:00Z',
  state: 'asking',
  said: 'I’m asking.',
  text: '',
  acts: [{ act: 'withdraw', label: 'Take it back' }],
  pair: null,
  thanked: false,
  only: null,
  ...part,
});
const accepted = ask({
  state: 'accepted',
  said: 'Megan Bowen will help you with “Excel”',
  acts: [{ act: 'times', label: 'Other times' }],
  pair,
});

describe('my asks', () => {
  let server: FakeServer;
  let view: AsksView;
  beforeAll(furnish);
  beforeEach(() => {
    history.replaceState(null, '', '/tab/find');
    server = fakeServer();
    view = { mine: [], helping: [], today: '2026-11-24', usual: '2026-12-01' };
    server.on('GET', '/api/asks', () => good(view));
    server.on('GET', '/api/team', () => good({ team: null, supply: [] }));
  });

  const acts = (act: string, next: Partial<AsksView>, of = 'asks', said = 'Done.') =>
    server.on('POST', `/api/${of}/${id}/${act}`, () => {
      view = { ...view, ...next };
      return good({ said });
    });
  const press = async (name: string | RegExp) =>
    fireEvent.click(await screen.findByRole('button', { name }));

  it('tells how it works while there are none', async () => {
    showPage(<FindPage />, server);
    await screen.findByText(/You haven’t asked anything yet/);
    expect(screen.queryByRole('list', { name: 'My asks' })).toBeNull();
  });

  it('takes one back at once, with an undo before anybody is told', async () => {
    view = { ...view, mine: [ask({})] };
    acts('withdraw', { mine: [ask({ state: 'closed', said: 'Taken back.', acts: [] })] });
    showPage(<FindPage />, server);
    await screen.findByText('I’m asking.');
    await press('Take it back');
    await screen.findByText('One earlier ask');
    await press('Undo');
    await screen.findByText('I’m asking.');
    expect(server.asked('POST', `/api/asks/${id}/withdraw`)).toEqual([]);
    await press('Take it back');
    // The offer lasts as long as the keyboard rests on it.
    fireEvent.blur(await screen.findByRole('button', { name: 'Undo' }));
    await waitFor(() => expect(server.asked('POST', `/api/asks/${id}/withdraw`)).toHaveLength(1));
    await screen.findByText('Taken back.');
    // What was asked can be asked again, in the same words.
    await press('Ask again about Excel');
    await screen.findByDisplayValue('My pivot table counts empty cells.');
  });

  it('chooses a time; the other one, their chat and the calendar are there then', async () => {
    view = { ...view, mine: [accepted] };
    const planned = { ...pair, slots: [], planned: slots[0] ?? null };
    acts('plan', {
      mine: [ask({ state: 'planned', said: 'Megan helps you: Tuesday.', pair: planned })],
    });
    showPage(<FindPage />, server);
    await screen.findByText('Megan Bowen will help you with “Excel”');
    screen.getByText('You and Megan Bowen');
    screen.getByText('Hi Megan, thank you!');
    await press(/^Tue.* 12:30$/);
    await screen.findByText('Megan helps you: Tuesday.');
    const calendar = screen.getByRole('link', { name: 'Add to calendar' });
    expect(calendar.getAttribute('href')).toBe(slots[0]?.calendar);
    const teams = screen.getByRole('link', { name: 'Put it in Teams' });
    expect(teams.getAttribute('href')).toBe(slots[0]?.teams);
    expect(server.asked('POST', `/api/asks/${id}/plan`)[0]?.body).toEqual({ at: slots[0]?.at });
  });

  it('takes a time of one’s own, after a warning that only the typer reads', async () => {
    view = { ...view, mine: [accepted] };
    const warning = 'That lies outside your own working hours.';
    server.on('POST', `/api/asks/${id}/plan`, (body) =>
      (body as { sure: boolean }).sure ? good({ said: 'Planned.' }) : refused(422, warning, 'sure'),
    );
    showPage(<FindPage />, server);
    await press('Another time …');
    const type = (label: string, value: string) =>
      fireEvent.change(screen.getByLabelText(label), { target: { value } });
    type('Day', '2026-11-24');
    type('Time', '20:30');
    await press('Plan it then');
    await screen.findByText(warning);
    await press('Plan it all the same');
    await screen.findByText('Planned.');
    const at = '2026-11-24T20:30';
    expect(server.asked('POST', `/api/asks/${id}/plan`).map(({ body }) => body)).toEqual([
      { at, sure: false },
      { at, sure: true },
    ]);
  });

  it('says what went wrong, and goes back to where it stood', async () => {
    view = { ...view, mine: [accepted] };
    server.on('POST', `/api/asks/${id}/plan`, () => 'unreachable');
    showPage(<FindPage />, server);
    await press(/^Wed.* 14:30$/);
    await press('Try again');
    await screen.findByRole('button', { name: 'Try again' });
    screen.getByText('Megan Bowen will help you with “Excel”');
    expect(server.asked('POST', `/api/asks/${id}/plan`)).toHaveLength(2);
  });

  it('goes from “it happened” over thanks and a line to sharing it', async () => {
    const checking = ask({
      state: 'happened?',
      said: 'Did it happen?',
      acts: [{ act: 'yes', label: 'Yes, it happened' }],
      pair: { ...pair, slots: [] },
    });
    const lesson = ask({ state: 'lesson', said: 'One line?', acts: [], pair: checking.pair });
    const share = ask({
      state: 'share',
      said: 'Shall “Excel” join your skills to share?',
      acts: [
        { act: 'share', label: 'Add it' },
        { act: 'not-share', label: 'No, thanks' },
      ],
    });
    view = { ...view, mine: [checking] };
    acts('yes', { mine: [lesson] });
    acts('thanked', { mine: [{ ...lesson, thanked: true }] }, 'asks', '');
    acts('lesson', { mine: [share] }, 'asks', 'Kept.');
    acts('share', { mine: [ask({ state: 'closed', said: 'It happened.', acts: [] })] });
    server.on('GET', '/api/colleagues', () => good({ colleagues: [] }));
    server.on('POST', '/api/badges', (body) =>
      good({
        ...(body as object),
        id: 'g1',
        at: '2026-11-26T08:00:00Z',
        to: [pair.with],
        state: 'given',
        said: 'Sent.',
      }),
    );
    showPage(<FindPage />, server);
    await press('Yes, it happened');
    await press('Thank Megan Bowen');
    const dialog = await screen.findByRole('dialog', { name: 'Thank a colleague' });
    within(dialog).getByRole('button', { name: 'Remove Megan Bowen' });
    within(dialog).getByDisplayValue('Excel');
    fireEvent.click(within(dialog).getByRole('radio', { name: 'Made time' }));
    fireEvent.change(within(dialog).getByLabelText(/^What helped/), {
      target: { value: 'You showed me where the empty cells were.' },
    });
    fireEvent.click(within(dialog).getByRole('button', { name: 'Send the badge' }));
    await screen.findByText('You thanked Megan Bowen.');
    await waitFor(() => expect(server.asked('POST', `/api/asks/${id}/thanked`)).toHaveLength(1));
    await press('Keep it');
    await screen.findByText(/Write one line, or choose/);
    fireEvent.change(screen.getByLabelText(/^What would you tell/), {
      target: { value: 'Look for empty cells first.' },
    });
    screen.getByText('Only you, under My learning');
    fireEvent.click(screen.getByRole('radio', { name: 'Whoever looks for “Excel”' }));
    screen.getByText('Whoever looks for “Excel”, without your name');
    fireEvent.click(screen.getByRole('radio', { name: 'What went wrong' }));
    await press('Keep it');
    await screen.findByText('Shall “Excel” join your skills to share?');
    expect(server.asked('POST', `/api/asks/${id}/lesson`)[0]?.body).toEqual({
      text: 'Look for empty cells first.',
      keep: 'skill',
      how: 'wrong',
    });
    await press('Add it');
    await screen.findByText('It happened.');
  });

  it('shows whom I help as well, and lets me say that I cannot after all', async () => {
    const help: HelpView = {
      id,
      skill: 'SQL',
      what: 'A join gives too many rows.',
      minutes: 30,
      by: '2026-12-04',
      state: 'accepted',
      said: 'You help Alex Wilber with “SQL”',
      text: 'Choose a time.',
      acts: [{ act: 'cannot', label: 'I can’t after all' }],
      pair: { ...pair, with: { id: 'alex', name: 'Alex Wilber' } },
    };
    view = { ...view, helping: [help] };
    acts('cannot', { helping: [] }, 'helping', 'That’s fine.');
    showPage(<FindPage />, server);
    await screen.findByRole('region', { name: 'Whom I help' });
    screen.getByText('You help Alex Wilber with “SQL”');
    await press('I can’t after all');
    await screen.findByText('That’s fine.');
    await waitFor(() => expect(screen.queryByRole('region', { name: 'Whom I help' })).toBeNull());
  });

  it('goes to the one a link points at, also among the earlier ones', async () => {
    history.replaceState(null, '', `/tab/asks?item=${other}`);
    view = {
      ...view,
      mine: [
        ask({}),
        ask({ id: other, what: 'How to freeze a row?', state: 'closed', said: 'Rests.', acts: [] }),
      ],
    };
    showPage(<FindPage />, server);
    await screen.findByText('Rests.');
    await focused(expect.stringContaining('Rests.'));
    // It is no topic that is looked up.
    expect(server.calls.filter(({ path }) => path.includes('supply'))).toEqual([]);
  });

  it('shows lines that colleagues kept with a topic, and a name only where its author chose so', async () => {
    history.replaceState(null, '', '/tab/find?item=Excel');
    server.on('GET', '/api/lessons?skill=Excel', () =>
      good({
        lessons: [
          {
            id: 'l1',
            text: 'Look for empty cells first.',
            mine: false,
            at: '2026-11',
            how: 'worked',
            name: '',
          },
          {
            id: 'l2',
            text: 'I forgot the last row.',
            mine: false,
            at: '2026-10',
            how: 'wrong',
            name: 'Megan Bowen',
          },
        ],
      }),
    );
    showPage(<FindPage />, server);
    const lines = await screen.findByRole('region', { name: 'What colleagues learnt about it' });
    expect(lines.textContent).toBe(
      'What colleagues learnt about itLook for empty cells first.November 2026Ask about this' +
        'One more lineI forgot the last row.What went wrong · Megan Bowen · October 2026Ask about this',
    );
  });
});
