import { refusal } from '#bot/platform/messenger';

const http = (statusCode: number, code?: string, retryAfter?: string): object => ({
  statusCode,
  ...(code === undefined ? {} : { body: { error: { code } } }),
  response: {
    headers: { get: (name: string) => (name === 'retry-after' ? retryAfter : undefined) },
  },
});

// By what Microsoft documents of each status.
describe('what an answer of Teams means', () => {
  it.each([412, 502, 503, 504])('%i was not taken: again later', (status) => {
    expect(refusal(http(status))).toEqual({ kind: 'retry', why: String(status) });
  });

  it.each(['BotDisabledByAdmin', 'BotNotRegistered'])('%s speaks of everybody', (code) => {
    expect(refusal(http(403, code))).toMatchObject({ kind: 'unreachable', everybody: true });
  });

  it('401 was not let in, whoever it was for: again later, and not that message’s fault', () => {
    for (const code of [undefined, 'BotNotRegistered']) {
      expect(refusal(http(401, code))).toMatchObject({
        kind: 'retry',
        everybody: true,
        unauthorised: true,
      });
    }
  });

  it('understands both shapes that Microsoft publishes of a 403', () => {
    const message =
      '{\r\n  "subCode": "MessageWritesBlocked",\r\n  "details": "Thread is blocked for message writes.",\r\n  "errorCode": null,\r\n  "errorSubCode": null\r\n}';
    const blocked = { kind: 'unreachable', why: 'MessageWritesBlocked' };
    expect(refusal(http(403, 'MessageWritesBlocked'))).toEqual(blocked);
    expect(refusal({ statusCode: 403, body: { errorCode: 209, message } })).toEqual(blocked);
    const inside = { error: { code: 'Forbidden', message: JSON.stringify({ message }) } };
    expect(refusal({ statusCode: 403, body: inside })).toEqual(blocked);
    expect(refusal({ statusCode: 403, body: { errorCode: 209, message: 7 } })).toEqual({
      kind: 'unreachable',
      why: '403',
    });
  });

  it('says when to come back, and that it was too fast', () => {
    expect(refusal(http(429, 'Throttled', '7'))).toEqual({
      kind: 'retry',
      why: 'Throttled',
      throttled: true,
      afterMs: 7_000,
    });
    const fast = { kind: 'retry', why: 'Throttled', throttled: true };
    expect(refusal(http(429, 'Throttled', 'soon'))).toEqual(fast);
    expect(refusal(http(429, 'Throttled', '-3'))).toEqual(fast);
  });

  it.each(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'UND_ERR_CONNECT_TIMEOUT'])(
    '%s never reached Teams: again later',
    (code) => {
      expect(refusal(Object.assign(new Error('x'), { code }))).toEqual({
        kind: 'retry',
        why: code,
      });
    },
  );

  it('403 is somebody who cannot be reached any more, 404 somebody who perhaps cannot', () => {
    const why = 'BotNotInConversationRoster';
    expect(refusal(http(403, why))).toEqual({ kind: 'unreachable', why });
    expect(refusal(http(404, why))).toEqual({ kind: 'unreachable', why, perhaps: true });
  });

  it.each([400, 405, 413, 415])('%i is a fault of ours', (status) => {
    expect(refusal(http(status))).toMatchObject({ kind: 'fault' });
  });

  it.each([500, 408, 501, 599])('%i: nobody can know, so it is never sent again', (status) => {
    expect(refusal(http(status))).toMatchObject({ kind: 'unknown' });
  });

  it.each([
    Object.assign(new Error('x'), { code: 'ECONNRESET' }),
    Object.assign(new Error('x'), { code: 'ETIMEDOUT' }),
    Object.assign(new Error('x'), { code: 'UND_ERR_SOCKET' }),
    new Error('anything'),
    'a text',
    {},
  ])('a connection that broke is not tried again either (%#)', (error) => {
    expect(refusal(error)).toMatchObject({ kind: 'unknown' });
  });
});
