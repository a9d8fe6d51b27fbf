import { type ReactNode, useEffect, useRef } from 'react';
import type { BadgeKind } from '#bot/core/learning';
import { cx } from '../../ui/cx';
import font from '../../ui/font.module.css';
import { useDates, useWords } from '../../words';
import { useMe } from '../people/me';
import styles from './badge-card.module.css';
import { BadgePicture } from './badge-picture';
import { Quote } from './quote';

/** Where the card of a badge stands on the page. */
export const cardId = (id: string): string => `badge-${id}`;

interface BadgeCardProps {
  readonly id: string;
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
      id={cardId(props.id)}
      tabIndex={-1}
      className={cx(styles.card, pointedAt && styles.pointed)}
    >
      <div className={styles.head}>
        <BadgePicture badge={props.badge} size={72} />
        <div className={styles.words}>
          <h3 className={font.item}>{t(`badge.${props.badge}`)}</h3>
          <p className={font.body} dir="auto">
            {props.skill}
          </p>
          <p className={cx(font.small, font.quiet)}>{props.people}</p>
          <p className={cx(font.small, font.quiet)}>{dates.day(props.at)}</p>
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
