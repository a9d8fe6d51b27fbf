import { useEffect, useRef, useState } from 'react';
import type { SupplyView } from '#bot/features/skills/wire';
import type { Answer } from '../../api';
import { useRouter } from '../../teams/router';
import { cx } from '../../ui/cx';
import font from '../../ui/font.module.css';
import { troubleText } from '../../ui/trouble';
import { useServer } from '../../use-resource';
import { useWords } from '../../words';
import { useAsking } from '../help/asking';
import styles from './who-can-help.module.css';

/** How many colleagues offer a topic (nobody, a few, five or more), and asking them. */
export function WhoCanHelp({ name }: { name: string }) {
  const { t } = useWords();
  const { api } = useServer();
  const asking = useAsking();
  const { link } = useRouter();
  const [answer, setAnswer] = useState<Answer<SupplyView> | null>(null);

  async function look() {
    const query = new URLSearchParams({ name });
    setAnswer(await api.call<SupplyView>('GET', `/api/skills/supply?${query}`));
  }

  const told = useRef<HTMLSpanElement>(null);
  // The button goes, and the focus with it: reading goes on at the answer.
  useEffect(() => {
    if (answer !== null) told.current?.focus();
  }, [answer]);

  const nobody = answer?.ok === true && answer.value.supply === 'nobody';
  return (
    <>
      {answer === null ? (
        <button
          type="button"
          className={cx(font.body, styles.ask)}
          aria-label={t('skills.whoHelpsWith', { name })}
          onClick={() => void look()}
        >
          {t('skills.whoHelps')}
        </button>
      ) : (
        <span
          ref={told}
          tabIndex={-1}
          role="status"
          className={cx(font.body, font.quiet, styles.answer)}
        >
          {answer.ok ? t(`supply.help.${answer.value.supply}`) : troubleText(t, answer.trouble)}
        </span>
      )}
      {answer?.ok === true && answer.value.supply === 'named' && (
        <a className={cx(font.body, styles.ask)} {...link({ page: 'find', item: name })}>
          {t('find.seeWho')}
        </a>
      )}
      {!nobody && (
        <button
          type="button"
          className={cx(font.body, styles.ask)}
          aria-label={t('ask.with', { name })}
          onClick={() => asking.open({ skill: name })}
        >
          {t('ask.button')}
        </button>
      )}
    </>
  );
}
