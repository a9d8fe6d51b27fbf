// A test that makes the product complain has found something: no console output goes unseen.
let complained: jest.SpyInstance;
beforeEach(() => {
  complained = jest.spyOn(console, 'error').mockImplementation(() => undefined);
});
afterEach(() => {
  const calls = complained.mock.calls;
  complained.mockRestore();
  expect(calls).toEqual([]);
});
