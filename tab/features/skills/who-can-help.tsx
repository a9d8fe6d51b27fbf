import { useState } from 'react';
import type { SupplyView } from '#bot/features/skills/wire';
import type { Answer } from '../../api';
import { cx } from '../../ui/cx';
import font from '../../ui/font.module.css';
import { troubleText } from '../../ui/trouble';
import { useServer } from '../../use-resource';
import { useWords } from '../../words';
import styles from './who-can-help.module.css';

/** Asks how many colleagues offer a topic: nobody, a few, five or more; never who. */
export function WhoCanHelp({ name }: { name: string }) {
  const { t } = useWords();
  const { api } = useServer();
  const [answer, setAnswer] = useState<Answer<SupplyView> | null>(null);

  async function ask() {
    const query = new URLSearchParams({ name });
    setAnswer(await api.call<SupplyView>('GET', `/api/skills/supply?${query}`));
  }

  if (answer === null) {
    return (
      <button
        type="button"
        className={cx(font.body, styles.ask)}
        aria-label={t('skills.whoHelpsWith', { name })}
        onClick={() => void ask()}
      >
        {t('skills.whoHelps')}
      </button>
    );
  }
  return (
    <span role="status" className={cx(font.body, font.quiet, styles.answer)}>
      {answer.ok ? t(`supply.help.${answer.value.supply}`) : troubleText(t, answer.trouble)}
    </span>
  );
}
