import { HandRight20Regular } from '@fluentui/react-icons';
import { Bubble, KindDot } from '../../ui/bubble';
import { Card } from '../../ui/card';
import layout from '../../ui/layout.module.css';
import { PickMany, PickOne } from '../../ui/pills';
import { SaveState } from '../../ui/save-state';
import { TroubleNotice } from '../../ui/trouble';
import { WhoSees } from '../../ui/who-sees';
import { useWords } from '../../words';
import { kindChoices } from '../skills/choices';
import { useSettings } from './autosave';

const most = 5;

/** How many colleagues I help at once, and the kinds of learning that interest me. */
export function Helping() {
  const { t } = useWords();
  const { settings, save, state, trouble, retry } = useSettings();
  return (
    <Card
      title={t('helping.title')}
      mark={
        <Bubble>
          <HandRight20Regular />
        </Bubble>
      }
      lead={<WhoSees who="me">{t('helping.sees')}</WhoSees>}
      aside={<SaveState state={state} />}
    >
      {trouble !== null && <TroubleNotice trouble={trouble} retry={retry} />}
      <div className={layout.columns}>
        <PickOne
          label={t('helping.capacity')}
          value={String(settings.capacity)}
          pills={Array.from({ length: most + 1 }, (_, number) => ({
            value: String(number),
            label: number === 0 ? t('helping.none') : String(number),
            ...(number === 0 ? {} : { spoken: t('helping.colleagues', { count: number }) }),
          }))}
          onChange={(capacity) => save({ capacity: Number(capacity) })}
        />
        <PickMany
          label={t('helping.kinds')}
          values={settings.kinds}
          pills={kindChoices(t).map((choice) => ({
            ...choice,
            mark: <KindDot kind={choice.value} />,
          }))}
          onChange={(kinds) => save({ kinds })}
        />
      </div>
    </Card>
  );
}
