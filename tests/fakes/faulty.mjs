// Loaded before a process (`--import`): signals make faults happen that nobody foresaw, or six hours pass.
const quarter = 6 * 3_600_000;
let passed = 0;
const now = performance.now.bind(performance);
performance.now = () => now() + passed;
const Real = Date;
globalThis.Date = class extends Real {
  constructor(...of) {
    super(...(of.length > 0 ? of : [Real.now() + passed]));
  }
  static now() {
    return Real.now() + passed;
  }
};
process.on('SIGCONT', () => {
  passed += quarter;
});
process.on('SIGUSR2', () => {
  void Promise.reject(new TypeError('planted'));
});
process.on('SIGHUP', () => {
  setTimeout(() => {
    throw new RangeError('planted');
  });
});
