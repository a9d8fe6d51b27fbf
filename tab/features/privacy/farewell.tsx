import { Button } from '@fluentui/react-components';
import { Plain } from '../../ui/plain';
import { useWords } from '../../words';

/** After an erase: nothing is left to show. */
export function Farewell({ said }: { said: string }) {
  const { t } = useWords();
  return (
    <Plain
      title={t('farewell.title')}
      words={said}
      action={<Button onClick={() => location.reload()}>{t('farewell.again')}</Button>}
    />
  );
}
