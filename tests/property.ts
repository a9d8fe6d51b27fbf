import fc from 'fast-check';

// The same cases on every machine, so that a red run is a change's own; `npm test -- --random` looks further.
const seed = process.env['SEED'] ?? '20261122';
if (seed !== 'random') fc.configureGlobal({ seed: Number(seed) });

export default fc;
