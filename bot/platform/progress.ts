import cliProgress from 'cli-progress';

/** How far a command is: a bar on a terminal, a line elsewhere; on standard error, apart from its report. */
export function progress(what: string, total: number): { to(done: number): void; end(): void } {
  if (process.stderr.isTTY) {
    const bar = new cliProgress.SingleBar(
      { format: `${what} {bar} {percentage} %`, hideCursor: true, clearOnComplete: false },
      cliProgress.Presets.shades_classic,
    );
    bar.start(total, 0);
    return { to: (done) => bar.update(done), end: () => bar.stop() };
  }
  process.stderr.write(`${what} …\n`);
  return { to: () => undefined, end: () => undefined };
}
