import { HandRight20Regular } from '@fluentui/react-icons';
import { Bubble } from '../../ui/bubble';
import { Card } from '../../ui/card';
import { PickOne } from '../../ui/pills';
import { SaveState } from '../../ui/save-state';
import { TroubleNotice } from '../../ui/trouble';
import { WhoSees } from '../../ui/who-sees';
import { useWords } from '../../words';
import { useSettings } from './autosave';

const most = 5;

/** How many colleagues I help at once. */
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
    </Card>
  );
}
