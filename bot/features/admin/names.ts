import type { Key, Translate } from '#bot/core/i18n';
import { table } from '#bot/core/table';

const names: Readonly<Record<string, Key>> = table({
  moment: 'admin.kind.moment',
  collect: 'admin.kind.collect',
  tell: 'admin.kind.tell',
  welcome: 'admin.kind.welcome',
  'team-post': 'admin.kind.team-post',
  'digest-send': 'admin.kind.digest-send',
  'badge-post': 'admin.kind.badge-post',
  checkin: 'admin.kind.checkin',
  badge: 'admin.kind.badge',
  'badge-unposted': 'admin.kind.badge-unposted',
  leaver: 'admin.kind.leaver',
  'coach-offer': 'admin.kind.coach-offer',
  'digest-offer': 'admin.kind.digest-offer',
  'digest-hand': 'admin.kind.digest-hand',
  'round-invite': 'admin.kind.round-invite',
  'round-match': 'admin.kind.round-match',
  'round-met': 'admin.kind.round-met',
  'round-left': 'admin.kind.round-left',
  'help-offer': 'admin.kind.help-offer',
  'help-mine': 'admin.kind.help-mine',
  'help-given': 'admin.kind.help-given',
  'help-after': 'admin.kind.help-after',
  'howto-check': 'admin.kind.howto-check',
  'howto-off': 'admin.kind.howto-off',
  'help-wish': 'admin.kind.help-wish',
  used: 'admin.kind.used',
  'howto-only': 'admin.kind.howto-only',
  practice: 'admin.kind.practice',
  'practice-now': 'admin.kind.practice-now',
  'practice-daily': 'admin.kind.practice-daily',
  'practice-ask': 'admin.kind.practice-ask',
  'practice-offer': 'admin.kind.practice-offer',
  'practice-rider': 'admin.kind.practice-rider',
  'practice-none': 'admin.kind.practice-none',
});

/** What operators call a kind of message or of open item; its code while it has no name. */
export function kindName(t: Translate, kind: string): string {
  const name = names[kind];
  return name === undefined ? kind : t(name);
}
