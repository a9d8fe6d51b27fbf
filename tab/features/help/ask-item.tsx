import { Button } from '@fluentui/react-components';
import type { AskAct, AskView, SlotView } from '#bot/features/help/wire';
import layout from '../../ui/layout.module.css';
import { useToasts } from '../../ui/toasts';
import { troubleText } from '../../ui/trouble';
import { useDates, useWords } from '../../words';
import { useMe } from '../people/me';
import { useAsking } from './asking';
import { isOver, useAskChanges } from './asks';
import { LessonStep } from './lesson-step';
import { Meeting } from './meeting';
import { Step } from './step';
import { useRun } from './use-run';

/** Acts that one would press first, where there is one. */
const first: readonly AskAct[] = ['again', 'yes', 'share'];
/** Acts that end an ask: carried out once no undo can come. */
const ends = { withdraw: 'asks.withdrawn', 'let-go': 'asks.letGo' } as const;

/** One of my asks, with what can be done about it now. */
export function AskItem({ ask, pointedAt }: { ask: AskView; pointedAt: boolean }) {
  const { t } = useWords();
  const dates = useDates(useMe().settings.zone);
  const toasts = useToasts();
  const asking = useAsking();
  const changes = useAskChanges();
  const { busy, run, failure, state } = useRun();
  const { id, skill, pair } = ask;

  function press(act: AskAct) {
    if (act !== 'withdraw' && act !== 'let-go') return run(() => changes.act(id, act));
    const said = t(ends[act]);
    const { undo, gone } = changes.end(id, act, said);
    toasts.offerUndo({
      text: said,
      undo,
      returnTo: () => document.querySelector<HTMLElement>('#asks h2'),
      async gone(last) {
        const answer = await gone(last);
        if (!answer.ok) toasts.say(troubleText(t, answer.trouble));
      },
    });
  }

  const plan = (slot: SlotView) =>
    run(() => {
      const said = t('asks.planned', { when: dates.moment(slot.at) });
      const chosen = pair === null ? null : { ...pair, slots: [], planned: slot };
      return changes.act(
        id,
        'plan',
        { at: slot.at },
        { state: 'planned', said, text: '', pair: chosen },
      );
    });

  return (
    <Step {...ask} skill={skill.name} pointedAt={pointedAt} quiet={isOver(ask)}>
      {pair !== null && (ask.state === 'accepted' || ask.state === 'planned') && (
        <Meeting
          pair={pair}
          busy={busy}
          onPlan={plan}
          onTyped={(at, sure) => changes.act(id, 'plan', { at, sure })}
        />
      )}
      {failure}
      {ask.state === 'lesson' && <LessonStep ask={ask} />}
      {ask.state !== 'lesson' && (
        <div className={layout.row}>
          {ask.acts.map(({ act, label }) => (
            <Button
              key={act}
              appearance={first.includes(act) ? 'primary' : 'secondary'}
              disabledFocusable={busy}
              onClick={() => press(act)}
            >
              {label}
            </Button>
          ))}
          {isOver(ask) && (
            <Button
              size="small"
              aria-label={t('asks.againWith', { name: skill.name })}
              onClick={() => asking.open({ skill: skill.name, what: ask.what })}
            >
              {t('asks.again')}
            </Button>
          )}
          {state}
        </div>
      )}
    </Step>
  );
}
