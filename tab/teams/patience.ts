/** How long Teams may take to answer, in milliseconds, before the page says so. */
const patience = 5_000;
const step = 250;

/** Teams has not answered yet; what it was asked for may still come. */
export class TeamsLate extends Error {
  constructor(readonly answer: Promise<unknown>) {
    super('Teams has not answered yet');
  }
}

/** The focus went from the page to a dialog of Teams, or to another window. */
let away = false;
addEventListener('blur', () => {
  away = true;
});
addEventListener('focus', () => {
  away = false;
});

/**
 * Waits for Teams as long as the page may leave somebody without a word.
 * @param isAsking Teams asks the person, for consent say: meanwhile no time passes, nor while they
 * look at something else
 * @throws TeamsLate when the answer is late
 */
export function inTime<T>(answer: Promise<T>, isAsking = () => false): Promise<T> {
  return new Promise((resolve, reject) => {
    let waited = 0;
    const timer = setInterval(() => {
      if (away || document.visibilityState === 'hidden' || isAsking()) return;
      waited += step;
      if (waited >= patience) {
        clearInterval(timer);
        reject(new TeamsLate(answer));
      }
    }, step);
    answer.then(resolve, reject).finally(() => clearInterval(timer));
  });
}
