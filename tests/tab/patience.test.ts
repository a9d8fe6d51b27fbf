/** @jest-environment jsdom */
import { inTime, TeamsLate } from '../../tab/teams/patience';

describe('waiting for Teams', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    dispatchEvent(new Event('focus'));
    jest.useRealTimers();
  });
  const never = new Promise<string>(() => {});
  const late = async (wait: Promise<unknown>) => {
    let fault: unknown;
    wait.catch((reason) => {
      fault = reason;
    });
    await jest.advanceTimersByTimeAsync(0);
    return () => fault instanceof TeamsLate;
  };

  it('ends after five seconds, not before', async () => {
    const isLate = await late(inTime(never));
    await jest.advanceTimersByTimeAsync(4_700);
    expect(isLate()).toBe(false);
    await jest.advanceTimersByTimeAsync(300);
    expect(isLate()).toBe(true);
  });

  it('takes no time while Teams asks for consent, or a dialog of it has the focus', async () => {
    let asking = true;
    const isLate = await late(inTime(never, () => asking));
    await jest.advanceTimersByTimeAsync(60_000);
    asking = false;
    dispatchEvent(new Event('blur'));
    await jest.advanceTimersByTimeAsync(60_000);
    dispatchEvent(new Event('focus'));
    await jest.advanceTimersByTimeAsync(4_700);
    expect(isLate()).toBe(false);
    await jest.advanceTimersByTimeAsync(300);
    expect(isLate()).toBe(true);
  });

  it('gives the answer, and the answer that came late as well', async () => {
    expect(await inTime(Promise.resolve('token'))).toBe('token');
    await expect(inTime(Promise.reject(new Error('no')))).rejects.toThrow('no');
    let answer: (token: string) => void = () => {};
    const asked = new Promise<string>((resolve) => {
      answer = resolve;
    });
    const waited = inTime(asked).catch((fault: TeamsLate) => fault.answer);
    await jest.advanceTimersByTimeAsync(5_000);
    answer('late token');
    expect(await waited).toBe('late token');
  });
});
