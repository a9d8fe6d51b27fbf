import { instantOf } from '#bot/core/time';
import { asNews, carriedOn } from '#bot/meeting/stands';
import type { OpenItem, Sent } from '#bot/records/profile';

const now = instantOf('2026-11-24T09:00:00Z');
const row = (key: string, items: string[], outcome: Sent['outcome'] = 'sent'): Sent => ({
  key,
  at: '2026-11-23T09:00:00Z',
  outcome,
  attempts: 1,
  activityId: `activity-${key}`,
  slower: false,
  items,
});
const item = (id: string, data: OpenItem['data']): OpenItem => ({
  id,
  kind: 'help-given',
  created: '2026-11-23T09:00:00Z',
  expires: '2026-12-23T09:00:00Z',
  data,
});
const open = { slots: '2026-11-25T09:00:00Z,2026-11-26T09:00:00Z', at: '' };
const pressed = { asked: false, now };

test('a message carries on what stands on its card; what waits or is being sent is as it was', () => {
  const sent = [
    row('step-a', ['ask-yes.1', 'badge']),
    row('2026-W48', ['badge', 'ask-yes.1']),
    row('step-b', ['ask-yes.2'], 'waiting'),
    row('step-c', ['ask-yes.3'], 'sending'),
    row('step-d', []),
  ];
  const carried = carriedOn({ sent }, (id) => id.startsWith('ask-yes'), 'ask-plan.4');
  expect(carried).toEqual([{ ...sent[0], items: ['ask-plan.4', 'badge'] }]);
});

test('other proposals are no news; a fixed time, an open one and proposals that were over are', () => {
  const none = { sent: [] };
  const next = item('next', { slots: '2026-11-27T09:00:00Z', at: '' });
  const fixed = item('fixed', { slots: '', at: '2026-11-25T09:00:00Z' });
  const isNews = (...args: Parameters<typeof asNews>) => asNews(...args).data['news'] === true;
  expect(isNews(none, undefined, fixed, pressed)).toBe(false);
  expect(isNews(none, item('before', open), next, pressed)).toBe(false);
  expect(isNews(none, item('before', open), fixed, pressed)).toBe(true);
  expect(isNews(none, fixed, next, pressed)).toBe(true);
  expect(isNews(none, item('before', open), next, { ...pressed, asked: true })).toBe(true);
  const over = item('before', { slots: '2026-11-24T08:00:00Z', at: '' });
  expect(isNews(none, over, next, pressed)).toBe(true);
  expect(isNews(none, over, next, { asked: false, now: undefined })).toBe(false);
});

test('who has not heard yet that it is open again hears it of the proposals that came since', () => {
  const again = item('again', { ...open, news: true });
  const next = item('next', { slots: '2026-11-27T09:00:00Z', at: '' });
  expect(asNews({ sent: [] }, again, next, pressed).data['news']).toBe(true);
  const heard = { sent: [row('step-again', [])] };
  expect(asNews(heard, again, next, pressed).data['news']).toBeUndefined();
});
