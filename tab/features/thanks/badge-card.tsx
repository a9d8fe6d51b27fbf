import { makeStyles, mergeClasses } from '@fluentui/react-components';
import { type ReactNode, useEffect, useRef } from 'react';
import type { BadgeKind } from '#bot/core/learning';
import { bubbleCorner, focusRing, own, space, useType } from '../../ui/styles';
import { useDates, useWords } from '../../words';
import { useMe } from '../people/me';
import { BadgePicture } from './badge-picture';
import { Quote } from './quote';

const useStyles = makeStyles({
  card: {
    display: 'flex',
    flexDirection: 'column',
    gap: space.m,
    padding: space.l,
    border: `1px solid ${own('pioLine')}`,
    borderRadius: bubbleCorner('16px'),
    backgroundColor: own('pioCard'),
    boxShadow: own('pioLift'),
    scrollMarginBlock: '96px',
    ':focus-visible': focusRing,
  },
  pointed: { ...focusRing, outlineColor: own('pioSkill') },
  head: { display: 'flex', gap: space.l, alignItems: 'center' },
  words: { display: 'flex', flexDirection: 'column', gap: '2px', minWidth: 0 },
  foot: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: space.s,
    marginTop: 'auto',
  },
});

interface BadgeCardProps {
  readonly badge: BadgeKind;
  readonly skill: string;
  readonly text: string;
  /** "from Sam" or "to Sam and Ana". */
  readonly people: string;
  readonly at: string;
  readonly sees: ReactNode;
  readonly pointedAt: boolean;
  readonly action?: ReactNode;
  readonly children?: ReactNode;
}

/** One badge: picture, what it is for, the story, and who sees it. */
export function BadgeCard(props: BadgeCardProps) {
  const styles = useStyles();
  const type = useType();
  const { t } = useWords();
  const dates = useDates(useMe().settings.zone);
  const self = useRef<HTMLLIElement>(null);
  const { pointedAt } = props;

  useEffect(() => {
    if (!pointedAt) return;
    self.current?.focus();
    self.current?.scrollIntoView({ block: 'center' });
  }, [pointedAt]);

  return (
    <li
      ref={self}
      tabIndex={-1}
      className={mergeClasses(styles.card, pointedAt && styles.pointed)}
    >
      <div className={styles.head}>
        <BadgePicture badge={props.badge} size={72} />
        <div className={styles.words}>
          <h3 className={type.item}>{t(`badge.${props.badge}`)}</h3>
          <p className={type.body} dir="auto">
            {props.skill}
          </p>
          <p className={mergeClasses(type.small, type.quiet)}>
            {props.people} · {dates.day(props.at)}
          </p>
        </div>
      </div>
      {props.text !== '' && <Quote>{props.text}</Quote>}
      {props.children}
      <div className={styles.foot}>
        {props.sees}
        {props.action}
      </div>
    </li>
  );
}
