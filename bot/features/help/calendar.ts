import { type PersonId, personId, type TenantContext } from '#bot/core/ids';
import { viewerOf } from '#bot/delivery/moment';
import type { HelpDeps } from '#bot/features/help/deps';
import type { Ask } from '#bot/features/help/record';
import { changeSearch } from '#bot/features/help/store';
import { calendarFile, calendarLinks, nextIssue } from '#bot/meeting/calendar';
import type { File } from '#bot/ports';
import { loadPerson } from '#bot/records/person';

/** Where the calendar files of help are, below /files. */
export const helpFiles = 'calendar';

export interface Meeting {
  readonly asker: PersonId;
  readonly ask: string;
  /** Whose calendar it is for: the asker's or the helper's. */
  readonly side: 'mine' | 'given';
}

export const linksOf = (
  { deps }: { readonly deps: Pick<HelpDeps['deps'], 'tables' | 'links'> },
  ctx: TenantContext,
  { asker, ask, side }: Meeting,
  times: readonly string[],
): Promise<(at: string) => string> =>
  calendarLinks(deps, ctx, helpFiles, { asker, ask, side }, times);

/** The file of a time, as long as the two still mean to meet then. */
export const helpFile = ({ deps }: HelpDeps): File =>
  calendarFile(deps, helpFiles, async (ctx, { asker = '', ask: id = '', side }, at) => {
    const { tables } = deps;
    const ask = await changeSearch(tables, ctx, personId(asker), id, (fresh) => {
      const issue = isMeant(fresh, at) ? nextIssue(fresh.behind.issue, at) : undefined;
      return issue && { ...fresh, behind: { ...fresh.behind, issue } };
    });
    if (ask === undefined || !isMeant(ask, at) || !('helper' in ask.state)) return undefined;
    const two = [personId(asker), personId(ask.state.helper.id)];
    const [reader, other] = await Promise.all(
      (side === 'mine' ? two : two.reverse()).map((one) => loadPerson(tables, ctx, one)),
    );
    if (reader === undefined || other === undefined) return undefined;
    const { t } = viewerOf(reader, deps.clock.now());
    const name = other.profile.name || t('common.colleague');
    return {
      id,
      sequence: ask.behind.issue?.sequence ?? 0,
      reader,
      minutes: ask.minutes,
      title: t('help.calendar.title', { skill: ask.skill.name, name }),
      text: t('help.calendar.text', { what: ask.what }),
      others: [other.id],
    };
  });

/** Whether the two mean to meet then, or may. */
function isMeant({ state }: Ask, at: string): boolean {
  if (state.is !== 'accepted' && state.is !== 'planned') return false;
  const times = state.is === 'accepted' ? state.slots : [state.at];
  return state.helper.id !== '' && times.includes(at);
}
