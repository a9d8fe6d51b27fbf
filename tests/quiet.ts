// A test that makes the product complain has found something: no console output goes unseen.
import { afterEach, beforeEach, expect, jest } from '@jest/globals';

let complained: jest.SpiedFunction<typeof console.error>;
beforeEach(() => {
  complained = jest.spyOn(console, 'error').mockImplementation(() => undefined);
});
afterEach(() => {
  const calls = complained.mock.calls;
  complained.mockRestore();
  expect(calls).toEqual([]);
});
