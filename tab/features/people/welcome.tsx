import { Button, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { LockClosed20Regular, PeopleTeam20Regular, Sparkle20Regular } from '@fluentui/react-icons';
import { useEffect, useState } from 'react';
import type { Trouble } from '../../api';
import { Bubble } from '../../ui/bubble';
import { bubbleCorner, narrow, own, space, useLayout, useType } from '../../ui/styles';
import { useToasts } from '../../ui/toasts';
import { TroubleNotice } from '../../ui/trouble';
import { useWords } from '../../words';
import { useConsent } from './consent';
import { useMe } from './me';

const useStyles = makeStyles({
  page: {
    display: 'grid',
    placeItems: 'center',
    minHeight: '100dvh',
    padding: `${space.xxl} ${space.l}`,
    backgroundColor: own('pioPage'),
    color: tokens.colorNeutralForeground1,
    fontFamily: tokens.fontFamilyBase,
    [narrow]: { padding: space.l },
  },
  panel: {
    display: 'flex',
    flexDirection: 'column',
    gap: space.xl,
    width: '100%',
    maxWidth: '680px',
    padding: space.xxl,
    border: `1px solid ${own('pioLine')}`,
    borderRadius: bubbleCorner('28px'),
    backgroundColor: own('pioCard'),
    boxShadow: own('pioLift'),
    [narrow]: { padding: space.l, gap: space.l },
  },
  head: { display: 'flex', flexDirection: 'column', gap: space.m },
  points: { display: 'grid', gap: space.l },
  point: { display: 'flex', gap: space.m },
});

/** The first visit: what it does, what is kept, who sees what, and the question. */
export function Welcome() {
  const styles = useStyles();
  const type = useType();
  const layout = useLayout();
  const { t } = useWords();
  const me = useMe();
  const consent = useConsent();
  const toasts = useToasts();
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const first = me.name.split(' ')[0] ?? me.name;

  useEffect(() => {
    document.title = t('app');
  }, [t]);

  async function answer(to: 'in' | 'not-now') {
    setTrouble(null);
    const given = await consent(to);
    if (!given.ok) setTrouble(given.trouble);
    else toasts.say(t(to === 'in' ? 'countedIn' : 'notCounted'));
  }

  const points = [
    { icon: <Sparkle20Regular />, title: t('welcome.does'), words: t('welcome.doesWords') },
    { icon: <LockClosed20Regular />, title: t('welcome.keeps'), words: t('welcome.keepsWords') },
    { icon: <PeopleTeam20Regular />, title: t('welcome.sees'), words: t('welcome.seesWords') },
  ];
  return (
    <main className={styles.page}>
      <div className={styles.panel}>
        <div className={styles.head}>
          <img src="/tab/mark.svg" alt="" width={64} height={64} />
          <h1 className={type.title}>{t('welcome.title', { name: first })}</h1>
          <p className={type.lead}>{t('welcome.lead')}</p>
        </div>
        <ul className={styles.points}>
          {points.map(({ icon, title, words }) => (
            <li key={title} className={styles.point}>
              <Bubble tone="warm">{icon}</Bubble>
              <div className={layout.close}>
                <h2 className={type.item}>{title}</h2>
                <p className={type.body}>{words}</p>
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
        </div>
        <p className={mergeClasses(type.small, type.quiet)}>{t('welcome.later')}</p>
      </div>
    </main>
  );
}
