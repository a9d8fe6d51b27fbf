import { spokenDay } from '#bot/core/dates';
import { no, ok } from '#bot/core/outcome';
import { dayIn, isoInstant } from '#bot/core/time';
import { zoneOf } from '#bot/delivery/rules';
import { goesAt } from '#bot/features/leavers/rules';
import type { Deps, ItemKind } from '#bot/ports';
import { personKey } from '#bot/records/person';
import type { OpenItem, Profile } from '#bot/records/profile';

export const leaverKind = 'leaver';
export const leaverItem = 'leaver';
/** It stands on after its day, while that waits for an operator. */
const standsOn = { hours: 24 * 90 };

/** Tells somebody that their data goes, and when. */
export const announced = (told: string): OpenItem => ({
  id: leaverItem,
  kind: leaverKind,
  created: told,
  expires: isoInstant(goesAt(told).add(standsOn)),
  data: { told },
});

/**
 * The announcement. Whoever reads it in the tab has shown by that that they are there: it says that
 * everything stays. Who opened it is shown by their being reachable again.
 */
export const announcement = ({ calendar }: Pick<Deps, 'calendar'>): ItemKind => ({
  order: 1,
  view({ t, lang, person }, { data }) {
    const zone = zoneOf(person.profile, calendar);
    const day = spokenDay(dayIn(goesAt(String(data['told'])), zone), lang);
    const { reach, accountGone } = person.profile;
    const isGoing = reach.state === 'unreachable' || accountGone !== undefined;
    return {
      title: t(isGoing ? 'leavers.goes.title' : 'leavers.stays.title'),
      text: t(isGoing ? 'leavers.goes.text' : 'leavers.stays.text', { day }),
      calm: true,
      actions: [{ act: 'keep', label: t(isGoing ? 'leavers.keep' : 'leavers.seen') }],
    };
  },
  async act(turn, item, act) {
    if (act !== 'keep') return no('common.refused.stale');
    await turn.change(({ open }) => ({
      result: undefined,
      change: {
        // Whoever presses is there, whatever a directory says.
        profile: { accountGone: undefined } as Partial<Profile>,
        remove: open.filter(({ id }) => id === item.id).map(({ id }) => personKey.open(id)),
      },
    }));
    return ok(turn.t('leavers.kept'));
  },
});
