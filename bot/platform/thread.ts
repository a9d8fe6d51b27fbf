import { Worker } from 'node:worker_threads';

/**
 * Asks a script that runs in a thread of its own, and ends it: whoever else this process serves, and
 * its lease, does not wait for a long piece of work.
 * @param script file whose first message, to what it finds in `workerData`, is the answer
 * @param question plain data
 */
export const inThread = <A>(script: string, question: unknown): Promise<A> =>
  new Promise((resolve, reject) => {
    const thread = new Worker(script, { workerData: question });
    thread.once('message', (answer: A) => {
      resolve(answer);
      void thread.terminate();
    });
    thread.once('error', reject);
    thread.once('exit', (code) => reject(new Error(`a thread ended with ${code}`)));
  });
