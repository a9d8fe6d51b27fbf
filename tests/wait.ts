/** Longer than a busy machine takes, and shorter than the time limit of a test, in milliseconds. */
const most = 20_000;

export const sleep = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms);
  });

/** Waits for what comes a moment later; what never comes is named. */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  for (let waited = 0; !(await holds()); waited += 10) {
    if (waited > most) throw new Error(`never came: ${holds.toString()}`);
    await sleep(10);
  }
}
