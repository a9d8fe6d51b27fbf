// npm run bench:delivery: the sender against a simulated Teams service over HTTP, with Azurite as a
// process of its own. The service allows 50 calls a second. Takes about eight minutes, and says how far
// it is and whether each goal is met.
import { rmSync } from 'node:fs';
import { availableParallelism, loadavg } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { readsOfATick, sendToAll } from '#tests/bench/sending';
import { simulatedTeams } from '#tests/long/simulated-teams';

const rows: { what: string; figure: string; goal: string; met: boolean }[] = [];
const row = (what: string, figure: string, goal: string, met: boolean) => {
  rows.push({ what, figure, goal, met });
  say(`${met ? 'holds' : 'DOES NOT HOLD'}: ${what}: ${figure} (${goal})`);
};
const began = performance.now();
const say = (text: string): void => {
  const seconds = Math.round((performance.now() - began) / 1000);
  process.stdout.write(`${String(seconds).padStart(4)} s  ${text}\n`);
};
const steps = 4;
let step = 0;
/** What comes now; and, as it goes on, how far it is. */
const begin = (what: string): ((far: string) => void) => {
  step += 1;
  say(`step ${step} of ${steps}: ${what}`);
  return (far) => say(`  ${far}`);
};
/** What else the machine has to do says how much of a figure is ours. */
const load = () => `load ${loadavg()[0]?.toFixed(1)} on ${availableParallelism()} processors`;
const allowed = 50;
const setting = 40;

const bareFile = join('node_modules', '.bare-sender.mjs');
await build({
  entryPoints: ['tests/bench/bare-sender.ts'],
  outfile: bareFile,
  bundle: true,
  platform: 'node',
  format: 'esm',
  packages: 'external',
  logLevel: 'error',
});
const teams = await simulatedTeams(allowed);
const teamsOfBare = await simulatedTeams(allowed);
// The bare loop beside it, at the same rate: whatever else the machine does meets both.
const ours = await sendToAll({
  teams,
  people: 2_000,
  rate: allowed,
  port: 14_201,
  bare: { file: bareFile, teams: teamsOfBare },
  far: begin(`2 000 people at ${allowed}/s, a bare loop beside it`),
});
rmSync(bareFile);
const share = ours.rate / allowed;
row(
  'share of the allowed rate, 2 000 people, limit and setting 50/s',
  `${ours.rate.toFixed(1)}/s = ${(share * 100).toFixed(1)} %, ${teams.throttled} times 429, ${load()}`,
  '≥ 97 %',
  share >= 0.97,
);
row(
  'CPU per message, ours / a bare loop',
  `${ours.cpuMs.toFixed(2)} ms / ${ours.bareCpuMs.toFixed(2)} ms = ${(ours.cpuMs / ours.bareCpuMs).toFixed(2)}`,
  '≤ 7',
  ours.cpuMs <= 7 * ours.bareCpuMs,
);
row('round trips to storage per message', ours.trips.toFixed(2), '≤ 4', ours.trips <= 4);
await teams.close();
await teamsOfBare.close();

begin('one tick among many rows');
const few = await readsOfATick(1_000);
const many = await readsOfATick(100_000);
row('reads of one tick, 50 due among 1 000 and 100 000', `${few}, ${many}`, 'same', few === many);

// As fast as this machine can: memory, not pace. Azurite looks through all its rows at each query, so
// that 20 000 people would take it half an hour: some minutes of it have to do.
const boundless = await simulatedTeams(1_000_000);
const fast = { teams: boundless, rate: 1_000 };
const small = await sendToAll({
  ...fast,
  people: 2_000,
  port: 14_202,
  far: begin('2 000 people as fast as it goes'),
});
const large = await sendToAll({
  ...fast,
  people: 20_000,
  port: 14_203,
  most: 240,
  far: begin('20 000 people as fast as it goes, for four minutes at most'),
});
const ratio = large.memory / small.memory;
row(
  'memory while sending to 2 000 and to 20 000',
  `${small.memory.toFixed(0)} MB, ${large.memory.toFixed(0)} MB (${large.count} sent) = ${ratio.toFixed(2)}`,
  '≤ 1.2',
  ratio <= 1.2,
);
await boundless.close();

const minutes = 100_000 / (setting * share) / 60;
row(
  `100 000 people at ${setting}/s: 100 000 / (${setting} × ${share.toFixed(3)}) / 60`,
  `${minutes.toFixed(1)} minutes`,
  '< 45',
  minutes < 45,
);
process.stdout.write('\n');
console.table(rows);
process.exit(rows.every(({ met }) => met) ? 0 : 1);
