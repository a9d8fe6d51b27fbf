// The environment of tests and benches, and of the processes they start: what a system needs to run
// a program, whom it trusts where an organisation reads along, what `faketime` hands on, and what the
// caller adds. Nothing of a developer's shell.
const needed =
  /^(PATH|HOME|TE?MP|TMPDIR|SystemRoot|ComSpec|PATHEXT|USERPROFILE|(LOCAL)?APPDATA|CHROME_PATH|NODE_EXTRA_CA_CERTS|SSL_CERT_(FILE|DIR)|LD_PRELOAD|LD_LIBRARY_PATH|FAKETIME\w*)$/i;

/**
 * @param {Readonly<Record<string, string>>} added
 * @returns {Record<string, string>} its zone is UTC unless `added` says otherwise
 */
export const environment = (added = {}) => ({
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => needed.test(name))),
  TZ: 'UTC',
  ...added,
});

/**
 * Makes this process's own environment such a one.
 * @param {readonly string[]} names variables that stay beside it, where they are set
 */
export function leaveShell(names = []) {
  const own = Object.entries(process.env).filter(([name]) => names.includes(name));
  const kept = environment(Object.fromEntries(own));
  for (const name of Object.keys(process.env)) if (!(name in kept)) delete process.env[name];
  Object.assign(process.env, kept);
}
