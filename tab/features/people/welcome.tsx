import { Button } from '@fluentui/react-components';
import { LockClosed20Regular, PeopleTeam20Regular, Sparkle20Regular } from '@fluentui/react-icons';
import { useId, useState } from 'react';
import { firstName } from '#bot/core/first-name';
import type { Trouble } from '../../api';
import { Bubble } from '../../ui/bubble';
import { cx } from '../../ui/cx';
import font from '../../ui/font.module.css';
import layout from '../../ui/layout.module.css';
import { useToasts } from '../../ui/toasts';
import { TroubleNotice } from '../../ui/trouble';
import { useWords } from '../../words';
import { useConsent } from './consent';
import { useMe } from './me';
import styles from './welcome.module.css';

/** The first visit: what it does, what is kept, who sees what, and the question. */
export function Welcome() {
  const { t } = useWords();
  const me = useMe();
  const consent = useConsent();
  const toasts = useToasts();
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const title = useId();

  async function answer(to: 'in' | 'not-now') {
    setTrouble(null);
    const given = await consent(to);
    if (!given.ok) return setTrouble(given.trouble);
    toasts.say(t(to === 'in' ? 'countedIn' : 'notCounted'));
    // The panel goes, and the button that had the focus with it.
    document.querySelector<HTMLElement>('h1')?.focus({ preventScroll: true });
  }

  const points = [
    { icon: <Sparkle20Regular />, title: t('welcome.does'), words: t('welcome.doesWords') },
    { icon: <LockClosed20Regular />, title: t('welcome.keeps'), words: t('welcome.keepsWords') },
    { icon: <PeopleTeam20Regular />, title: t('welcome.sees'), words: t('welcome.seesWords') },
  ];
  return (
    <section className={styles.panel} aria-labelledby={title}>
      <div className={styles.head}>
        <img src="/tab/mark.svg" alt="" width={56} height={56} />
        <div className={layout.close}>
          <h2 id={title} className={cx(font.title, styles.title)}>
            {t('welcome.title', { name: firstName(me.name) ?? 'none' })}
          </h2>
          <p className={font.lead}>{t('welcome.lead')}</p>
        </div>
      </div>
      <ul className={styles.points}>
        {points.map(({ icon, title: point, words }) => (
          <li key={point} className={styles.point}>
            <Bubble>{icon}</Bubble>
            <div className={layout.close}>
              <h3 className={font.item}>{point}</h3>
              <p className={font.body}>{words}</p>
            </div>
          </li>
        ))}
      </ul>
      {trouble !== null && <TroubleNotice trouble={trouble} />}
      <div className={layout.row}>
        <Button appearance="primary" size="large" onClick={() => void answer('in')}>
          {t('countMeIn')}
        </Button>
        <Button size="large" onClick={() => void answer('not-now')}>
          {t('welcome.notNow')}
        </Button>
        <p className={cx(font.small, styles.later)}>{t('welcome.later')}</p>
      </div>
    </section>
  );
}
