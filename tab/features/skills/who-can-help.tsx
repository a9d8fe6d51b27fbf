import { Button, makeStyles, mergeClasses } from '@fluentui/react-components';
import { useState } from 'react';
import type { SupplyView } from '#bot/features/skills/wire';
import type { Answer } from '../../api';
import { space, useType } from '../../ui/styles';
import { troubleText } from '../../ui/trouble';
import { useServer } from '../../use-resource';
import { useWords } from '../../words';

const useStyles = makeStyles({
  answer: { alignSelf: 'center', padding: `${space.xs} ${space.s}` },
});

/** Asks how many colleagues offer a topic: nobody, a few, five or more; never who. */
export function WhoCanHelp({ name }: { name: string }) {
  const styles = useStyles();
  const type = useType();
  const { t } = useWords();
  const { api } = useServer();
  const [answer, setAnswer] = useState<Answer<SupplyView> | null>(null);

  async function ask() {
    const query = new URLSearchParams({ name });
    setAnswer(await api.call<SupplyView>('GET', `/api/skills/supply?${query}`));
  }

  if (answer === null) {
    return (
      <Button
        appearance="transparent"
        size="small"
        aria-label={t('skills.whoHelpsWith', { name })}
        onClick={() => void ask()}
      >
        {t('skills.whoHelps')}
      </Button>
    );
  }
  return (
    <span role="status" className={mergeClasses(type.body, type.quiet, styles.answer)}>
      {answer.ok ? t(`supply.help.${answer.value.supply}`) : troubleText(t, answer.trouble)}
    </span>
  );
}
