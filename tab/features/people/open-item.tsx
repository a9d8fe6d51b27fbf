import { Button } from '@fluentui/react-components';
import { useEffect, useRef, useState } from 'react';
import type { MeView, OpenView } from '#bot/features/people/wire';
import type { BadgesView } from '#bot/features/thanks/wire';
import type { Trouble } from '../../api';
import { placeOfCard } from '../../teams/places';
import { useRouter } from '../../teams/router';
import { AnotherTime } from '../../ui/another-time';
import { cx } from '../../ui/cx';
import font from '../../ui/font.module.css';
import layout from '../../ui/layout.module.css';
import { SaveState } from '../../ui/save-state';
import { TroubleNotice } from '../../ui/trouble';
import { useResource, useServer } from '../../use-resource';
import { useDates, useWords } from '../../words';
import { badgesPath } from '../thanks/badges';
import { Quote } from '../thanks/quote';
import { mePath, useMe } from './me';
import styles from './open-item.module.css';

interface OpenItemProps {
  readonly item: OpenView;
  /** A deep link points here. */
  readonly pointedAt: boolean;
  readonly onDone: (said: string) => void;
}

/** One thing that waits for me, with the buttons its card has. */
export function OpenItem({ item, pointedAt, onDone }: OpenItemProps) {
  const { t } = useWords();
  const dates = useDates(useMe().settings.zone);
  const { link } = useRouter();
  const { api, resources } = useServer();
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<{ act: string; trouble: Trouble } | null>(null);
  const self = useRef<HTMLLIElement>(null);

  useEffect(() => {
    if (pointedAt) self.current?.focus();
  }, [pointedAt]);

  const send = (act: string) =>
    resources.change<MeView, { said: string }>(
      mePath,
      (me) => me,
      () => api.call('POST', `/api/open/${encodeURIComponent(item.id)}/${encodeURIComponent(act)}`),
      (me) => ({ ...me, open: me.open.filter(({ id }) => id !== item.id) }),
    );
  function done(said: string) {
    onDone(said);
    // What comes next may wait for me already.
    void resources.refresh();
  }

  async function press(act: string) {
    setBusy(true);
    setFailed(null);
    const answer = await send(act);
    setBusy(false);
    if (!answer.ok) return setFailed({ act, trouble: answer.trouble });
    done(answer.value.said);
  }

  return (
    <li ref={self} tabIndex={-1} className={cx(styles.item, pointedAt && styles.pointed)}>
      <div className={styles.head}>
        {item.image !== undefined && (
          <img
            className={styles.picture}
            src={item.image.url}
            alt={item.image.alt}
            width={64}
            height={64}
          />
        )}
        <div className={styles.words}>
          <h2 className={font.item}>{item.title}</h2>
          {item.text !== undefined && <p className={font.body}>{item.text}</p>}
          {item.kind === 'badge' && item.item !== undefined && <BadgeWords id={item.item} />}
          <p className={cx(font.small, font.quiet)}>
            {t('forYou.until', { day: dates.day(item.expires) })}
          </p>
        </div>
      </div>
      {failed !== null && (
        <TroubleNotice trouble={failed.trouble} retry={() => void press(failed.act)} />
      )}
      <div className={layout.row}>
        {item.link !== undefined && (
          <Button as="a" appearance="primary" href={item.link.url} target="_blank" rel="noreferrer">
            {item.link.label}
          </Button>
        )}
        {item.page !== undefined && (
          <Button as="a" appearance="primary" {...link(placeOfCard(item.page, item.item))}>
            {t(`forYou.to.${item.page}`)}
          </Button>
        )}
        {item.actions.map(({ act, label, time }, index) =>
          time === true ? (
            <AnotherTime
              key={act}
              label={label}
              busy={busy}
              send={(at, sure) => send(`at.${at}${sure ? '.sure' : ''}`)}
              onDone={done}
            />
          ) : (
            <Button
              key={act}
              appearance={index === 0 && firstStandsOut(item) ? 'primary' : 'secondary'}
              disabledFocusable={busy}
              onClick={() => void press(act)}
            >
              {label}
            </Button>
          ),
        )}
        <SaveState state={busy ? 'saving' : 'idle'} />
      </div>
    </li>
  );
}

/** What the giver wrote, once it is read. */
function BadgeWords({ id }: { id: string }) {
  const { data } = useResource<BadgesView>(badgesPath);
  const words = data?.received.find((badge) => badge.id === id)?.text ?? '';
  return words === '' ? null : <Quote>{words}</Quote>;
}

/** The first button is what one would press, unless a way elsewhere is. */
const firstStandsOut = ({ page, link, calm }: OpenView): boolean =>
  page === undefined && link === undefined && calm !== true;
