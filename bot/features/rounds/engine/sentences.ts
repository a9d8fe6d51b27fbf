import type { Span } from '#bot/features/rounds/engine/hours';
import type { Reason } from '#bot/features/rounds/engine/round';

/** Reasons in plain English, for the command; people read them in their own language elsewhere. */
export const sentences = (reasons: readonly Reason[]): string[] => reasons.map(sentence);

function sentence(reason: Reason): string {
  switch (reason.code) {
    case 'asked':
      return `${reason.learner} asked for ${reason.skill}${since(reason.rounds)}; ${reason.teacher} shares it.`;
    case 'hours':
      return `${two(reason)} are both free ${reason.utc.map(clock).join(' and ')} UTC.`;
    case 'languages':
      return `${two(reason)} both speak ${reason.languages.join(', ')}.`;
    case 'not-met':
      return `${two(reason)} did not meet before.`;
    case 'met':
      return `${two(reason)} last met ${rounds(reason.rounds)} ago.`;
    case 'across-teams':
      return `${two(reason)} are of different teams.`;
  }
}

const two = ({ people: [one, other] }: { readonly people: readonly [string, string] }): string =>
  `${one} and ${other}`;

const rounds = (count: number): string => (count === 1 ? '1 round' : `${count} rounds`);
const since = (wait: number): string => (wait === 0 ? '' : `, for ${rounds(wait)}`);

const clock = ([from, until]: Span): string =>
  `${hour(from)}–${hour(until > 24 ? until - 24 : until)}`;

function hour(hours: number): string {
  const minutes = Math.round((hours % 1) * 60);
  const whole = Math.floor(hours);
  return minutes === 0 ? String(whole) : `${whole}:${String(minutes).padStart(2, '0')}`;
}
