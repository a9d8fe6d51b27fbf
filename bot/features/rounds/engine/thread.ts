// The engine in a thread of its own (dist/round.mjs): a population in, its round out.
import { parentPort, workerData } from 'node:worker_threads';
import { matchRound, type Population } from '#bot/features/rounds/engine/index';

parentPort?.postMessage(matchRound(workerData as Population));
