import { Button } from '@fluentui/react-components';
import type { HelpView, SlotView } from '#bot/features/help/wire';
import layout from '../../ui/layout.module.css';
import { useDates, useWords } from '../../words';
import { useMe } from '../people/me';
import { useAskChanges } from './asks';
import { Meeting } from './meeting';
import { Step } from './step';
import { useRun } from './use-run';

/** Somebody I said yes to. */
export function HelpItem({ help, pointedAt }: { help: HelpView; pointedAt: boolean }) {
  const { t } = useWords();
  const dates = useDates(useMe().settings.zone);
  const changes = useAskChanges();
  const { busy, run, failure, state } = useRun();
  const { id, pair } = help;

  const plan = (slot: SlotView) =>
    run(() => {
      const said = t('asks.planned', { when: dates.moment(slot.at) });
      const chosen = { ...pair, slots: [], planned: slot };
      return changes.help(
        id,
        'plan',
        { at: slot.at },
        { state: 'planned', said, text: '', pair: chosen },
      );
    });

  return (
    <Step {...help} pointedAt={pointedAt}>
      <Meeting
        pair={pair}
        busy={busy}
        onPlan={plan}
        onTyped={(at, sure) => changes.help(id, 'plan', { at, sure })}
      />
      {failure}
      <div className={layout.row}>
        {help.acts.map(({ act, label }) => (
          <Button
            key={act}
            disabledFocusable={busy}
            onClick={() => run(() => changes.help(id, act))}
          >
            {label}
          </Button>
        ))}
        {state}
      </div>
    </Step>
  );
}
