import { PeopleTeam20Regular } from '@fluentui/react-icons';
import { useMemo } from 'react';
import { editsBetween } from '#bot/core/distance';
import { offers } from '#bot/core/learning';
import { skillKey } from '#bot/core/text';
import type { TeamView } from '#bot/features/digest/wire';
import { Bubble } from '../../ui/bubble';
import { Card } from '../../ui/card';
import { cx } from '../../ui/cx';
import font from '../../ui/font.module.css';
import { SkeletonLines } from '../../ui/skeleton';
import { TroubleNotice } from '../../ui/trouble';
import { useResource } from '../../use-resource';
import { useWords } from '../../words';
import { useAsking } from '../help/asking';
import { useMe } from '../people/me';
import { already } from './changes';
import styles from './find-page.module.css';
import { SupplyLine } from './supply';

interface TeamTopicsProps {
  readonly wanted: string;
  readonly onChoose: (topic: string) => void;
}

/** What my team can pass on, as its last digest told everybody; most help first. */
export function TeamTopics({ wanted, onChoose }: TeamTopicsProps) {
  const { t } = useWords();
  const me = useMe();
  const asking = useAsking();
  const { data, trouble, again } = useResource<TeamView>('/api/team');
  const groups = useMemo(() => {
    const key = skillKey(wanted);
    const all = data?.supply ?? [];
    const named = all.filter(({ topic }) => skillKey(topic).includes(key));
    // A slip of the keys is no reason to say that there is nothing.
    const found =
      named.length > 0
        ? named
        : all.filter(({ topic }) => editsBetween(skillKey(topic), key, 1) <= 1);
    return [...offers]
      .reverse()
      .map((supply) => ({ supply, topics: found.filter((one) => one.supply === supply) }))
      .filter(({ topics }) => topics.length > 0);
  }, [data, wanted]);
  if (data?.team === null) return null;
  return (
    <Card
      title={data?.team ? t('find.team', { team: data.team.name }) : t('team.supply')}
      mark={
        <Bubble>
          <PeopleTeam20Regular />
        </Bubble>
      }
    >
      {trouble !== undefined && data === undefined && (
        <TroubleNotice trouble={trouble} retry={again} />
      )}
      {data === undefined && trouble === undefined && <SkeletonLines lines={5} />}
      {data !== undefined && groups.length === 0 && (
        <p className={cx(font.body, font.quiet)}>
          {t(data.supply.length === 0 ? 'team.noSupply' : 'find.noTopic')}
        </p>
      )}
      {groups.map(({ supply, topics }) => (
        <section key={supply} className={styles.group} aria-label={t(`supply.help.${supply}`)}>
          <SupplyLine supply={supply} />
          <ul className={styles.topics}>
            {topics.map(({ topic }) => (
              <li key={topic} className={styles.topic}>
                <button
                  type="button"
                  className={cx(font.body, styles.name)}
                  dir="auto"
                  onClick={() => onChoose(topic)}
                >
                  {topic}
                </button>
                {already(me, 'share', topic) === undefined && (
                  <button
                    type="button"
                    className={cx(font.body, styles.ask)}
                    aria-label={t('ask.with', { name: topic })}
                    onClick={() => asking.open({ skill: topic })}
                  >
                    {t('ask.short')}
                  </button>
                )}
              </li>
            ))}
          </ul>
        </section>
      ))}
    </Card>
  );
}
