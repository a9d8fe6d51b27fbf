/** @jest-environment jsdom */
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import type { FormView, StandView, TogetherView } from '#bot/practice/wire';
import { RunPage } from '../../tab/practice/run-page';
import { Together } from '../../tab/practice/together';
import {
  type FakeServer,
  fakeServer,
  furnish,
  good,
  refused,
  showPage,
  violationsOf,
} from './house';

const team = { id: 't1' };
const list = '/api/together?team=t1';
const run = '/api/together/t1/r1';

const write: FormView = {
  form: 'write',
  label: 'Write along',
  send: 'Keep it',
  sees: 'Until it opens only you see this.',
  more: 'More choices',
  fields: [
    { id: 'q0', kind: 'text', lines: true, label: 'What went well?', max: 300, value: '' },
    { id: 'named', kind: 'toggle', label: 'With my name', value: false },
    {
      id: 'few',
      kind: 'choice',
      label: 'If fewer than 3 write without a name',
      value: 'back',
      choices: [
        { value: 'back', title: 'then not at all' },
        { value: 'named', title: 'then with my name' },
      ],
    },
  ],
};
const stand = (patch: Partial<StandView> = {}): StandView => ({
  scope: 't1',
  run: 'r1',
  title: 'Look-back: the move',
  lines: ['It opens on Wednesday.'],
  sections: [],
  forms: [write],
  links: [],
  screen: 'Show on a screen',
  ...patch,
});
const opened = stand({
  lines: ['It is open.'],
  forms: [
    {
      form: 'mark',
      label: 'Mark what matters most',
      send: 'Save my marks',
      sees: 'Only you see your marks.',
      more: 'More choices',
      page: true,
      fields: [
        {
          id: 'marks',
          kind: 'choices',
          label: 'At most 1',
          max: 1,
          value: [],
          choices: [
            { value: 'a', title: 'The tests held' },
            { value: 'b', title: 'We started late' },
          ],
        },
      ],
    },
  ],
  sections: [
    {
      title: 'What we agreed',
      entries: [
        {
          text: 'Test on Thursdays',
          note: 'Nobody does it yet',
          presses: [{ form: 'claim', label: 'I’ll do it', data: { agreement: 'x' } }],
        },
      ],
    },
    {
      title: 'What went well?',
      entries: [{ text: 'The tests held' }, { text: 'We started late' }],
    },
  ],
});

describe('what a team does together', () => {
  let server: FakeServer;
  beforeAll(furnish);
  beforeEach(() => {
    server = fakeServer();
  });

  const view = (
    runs: TogetherView['runs'],
    forms: TogetherView['forms']['all'] = [],
  ): TogetherView => ({
    words: {
      title: 'Together',
      sees: 'Everybody in Customer Care sees what is under way',
      none: 'Nothing is under way.',
      past: 'Earlier',
      more: 'More',
    },
    starts: [
      { practice: 'lookback', variant: 'back', label: 'Look back', more: false },
      { practice: 'lookback', variant: 'ahead', label: 'Look ahead', more: true },
    ],
    forms: { lead: 'Whoever gets the digest switches a form.', all: forms },
    runs,
  });

  it('lists what is open, and keeps what is over below it', async () => {
    const one = { scope: 't1', line: 'It opens on Wednesday.' };
    server.on('GET', list, () =>
      good(
        view([
          { ...one, run: 'r1', title: 'Look-back: the move', open: true },
          { ...one, run: 'r0', title: 'Look-back: the start', open: false },
        ]),
      ),
    );
    const { container } = showPage(<Together team={team} />, server);
    const link = await screen.findByRole('link', { name: 'Look-back: the move' });
    expect(link.getAttribute('href')).toContain('/tab/team?item=t1%7Er1');
    expect(screen.getByText('Earlier')).not.toBeNull();
    // Another way to start the same form comes second.
    const others = screen.getByText('More').closest('details');
    within(others as HTMLElement).getByText('Look ahead');
    expect(within(others as HTMLElement).queryByText('Look back')).toBeNull();
    expect(await violationsOf(container)).toEqual([]);
  });

  it('lets whoever gets the digest switch a form, and shows nobody else a switch', async () => {
    const form = { practice: 'lookback', label: 'Look back: on for this team', on: true };
    let on = true;
    server.on('GET', list, () => good(view([], [{ ...form, on }])));
    server.on('PUT', '/api/together', () => {
      on = false;
      return good({});
    });
    const { container } = showPage(<Together team={team} />, server);
    const toggle = await screen.findByRole('switch', { name: form.label });
    fireEvent.click(toggle);
    await waitFor(() => expect(on).toBe(false));
    await waitFor(() => expect((toggle as HTMLInputElement).checked).toBe(false));
    expect(await violationsOf(container)).toEqual([]);
  });

  it('starts one from a form with guesses filled in, and tells where it stands', async () => {
    server.on('GET', list, () => good(view([])));
    server.on('GET', '/api/together/start?practice=lookback&variant=back&team=t1', () =>
      good({
        form: 'start',
        label: 'Look back',
        send: 'Start',
        sees: 'Nobody is put on a list.',
        more: 'More choices',
        fields: [
          { id: 'topic', kind: 'text', label: 'On what?', required: true, value: 'the weeks' },
          { id: 'place', kind: 'text', label: 'Where', more: true },
        ],
      } satisfies FormView),
    );
    server.on('POST', '/api/together', () => good(stand()));
    showPage(<Together team={team} />, server);
    fireEvent.click(await screen.findByRole('button', { name: 'Look back' }));
    const topic = await screen.findByLabelText(/On what/);
    fireEvent.change(topic, { target: { value: 'the move' } });
    fireEvent.click(screen.getByRole('button', { name: 'Start' }));
    await waitFor(() => expect(server.asked('POST', '/api/together')).toHaveLength(1));
    expect(server.asked('POST', '/api/together')[0]?.body).toMatchObject({
      practice: 'lookback',
      variant: 'back',
      team: 't1',
      op: expect.any(String),
      fields: { topic: 'the move', place: '' },
    });
    await waitFor(() => expect(location.search).toContain('item=t1%7Er1'));
  });

  it('sends what was written, and keeps it where it is refused', async () => {
    server.on('GET', run, () => good(stand()));
    server.on('POST', `${run}/write`, () => refused(422, 'Please make it shorter.', 'q0'));
    showPage(<RunPage item="t1~r1" />, server);
    fireEvent.click(await screen.findByRole('button', { name: 'Write along' }));
    const words = await screen.findByLabelText<HTMLTextAreaElement>('What went well?');
    fireEvent.change(words, { target: { value: 'A lot' } });
    fireEvent.click(screen.getByRole('button', { name: 'Keep it' }));
    await screen.findByText('Please make it shorter.');
    expect(words.value).toBe('A lot');
    const wrote = stand({ lines: ['You wrote along.'] });
    server.on('POST', `${run}/write`, () => good(wrote));
    fireEvent.change(words, { target: { value: 'A bit' } });
    fireEvent.click(screen.getByRole('button', { name: 'Keep it' }));
    await screen.findByText('You wrote along.');
    expect(server.asked('POST', `${run}/write`).at(-1)?.body).toEqual({
      fields: { q0: 'A bit', named: false, few: 'back' },
    });
  });

  it('opens the form that is due by itself, closes it, and keeps the links beside it', async () => {
    const links = [{ label: 'Open the work', url: 'https://example.com/prices' }];
    server.on('GET', run, () => good(stand({ form: 'write', links })));
    showPage(<RunPage item="t1~r1" />, server);
    await screen.findByLabelText('What went well?');
    expect(screen.getByRole('link', { name: 'Open the work' })).not.toBeNull();
    fireEvent.click(screen.getByRole('button', { name: 'Cancel' }));
    expect(screen.queryByLabelText('What went well?')).toBeNull();
    expect(screen.getByRole('button', { name: 'Write along' })).not.toBeNull();
  });

  it('shows on a screen what was opened, without marks or buttons', async () => {
    server.on('GET', run, () => good(opened));
    const { container } = showPage(<RunPage item="t1~r1" />, server);
    fireEvent.click(await screen.findByRole('button', { name: 'Mark what matters most' }));
    fireEvent.click(await screen.findByLabelText('The tests held'));
    // One may be marked here: the other waits.
    expect(screen.getByLabelText<HTMLInputElement>('We started late').disabled).toBe(true);
    expect(await violationsOf(container)).toEqual([]);
    fireEvent.click(screen.getByRole('button', { name: 'Show on a screen' }));
    expect(screen.queryByRole('checkbox')).toBeNull();
    expect(screen.queryByRole('button', { name: 'I’ll do it' })).toBeNull();
    const answers = screen.getByRole('region', { name: 'What went well?' });
    expect(within(answers).getAllByRole('listitem')).toHaveLength(2);
  });

  it('presses a line’s own button with what it is about', async () => {
    server.on('GET', run, () => good(opened));
    server.on('POST', `${run}/claim`, () => good(stand({ lines: ['Claimed.'], forms: [] })));
    showPage(<RunPage item="t1~r1" />, server);
    fireEvent.click(await screen.findByRole('button', { name: 'I’ll do it' }));
    await screen.findByText('Claimed.');
    expect(server.asked('POST', `${run}/claim`)[0]?.body).toEqual({ fields: { agreement: 'x' } });
  });
});
