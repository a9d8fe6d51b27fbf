import { Field, Input } from '@fluentui/react-components';
import { Lightbulb20Regular, PeopleTeam20Regular, Search20Regular } from '@fluentui/react-icons';
import { useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import { skillNameMax, supplies } from '#bot/core/learning';
import { clean, count, cut, skillKey } from '#bot/core/text';
import type { TeamView } from '#bot/features/digest/wire';
import { useRouter } from '../../teams/router';
import { Bubble } from '../../ui/bubble';
import { Card } from '../../ui/card';
import { cx } from '../../ui/cx';
import { Empty } from '../../ui/empty';
import { fluentRef } from '../../ui/fluent-ref';
import font from '../../ui/font.module.css';
import layout from '../../ui/layout.module.css';
import { Page } from '../../ui/page';
import { SkeletonLines } from '../../ui/skeleton';
import { TroubleNotice } from '../../ui/trouble';
import { WhoSees } from '../../ui/who-sees';
import { useResource } from '../../use-resource';
import { useWords } from '../../words';
import { useMe } from '../people/me';
import { skillsInOrder } from './changes';
import styles from './find-page.module.css';
import { SupplyLine, SupplyNow, WishFor } from './supply';

/** So long nothing was typed before the server is asked. */
const pauseMs = 350;
/** Wishes of which the supply is asked at once; the others are found by typing. */
const wishesShown = 8;

/** Which topics colleagues can help with: nobody, a few, five or more; never who. */
export function FindPage() {
  const { t } = useWords();
  const { place } = useRouter();
  const [typed, setTyped] = useState(place.item ?? '');
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => setTyped(place.item ?? ''), [place]);
  const wanted = clean(useDeferredValue(typed));

  function choose(topic: string) {
    setTyped(topic);
    // The answer appears above, beside the field.
    input.current?.focus();
  }

  return (
    <Page picture="page-find" title={t('nav.find')} lead={t('find.lead')}>
      <div className={styles.search}>
        <Field label={t('find.label')} hint={<WhoSees who="me">{t('find.sees')}</WhoSees>}>
          <Input
            ref={fluentRef(input)}
            type="search"
            size="large"
            autoComplete="off"
            contentBefore={<Search20Regular aria-hidden="true" />}
            placeholder={t('skills.example.wish')}
            value={typed}
            onChange={(_, { value }) => setTyped(value)}
          />
        </Field>
      </div>
      {wanted !== '' && <Answer name={wanted} />}
      <div className={layout.columns}>
        <TeamTopics wanted={wanted} onChoose={choose} />
        <MyWishes />
      </div>
    </Page>
  );
}

/** What was typed, asked of the whole organisation once the typing rests. */
function Answer({ name }: { name: string }) {
  const { t } = useWords();
  const settled = useSettled(name);
  const long = count(name) > skillNameMax;
  return (
    <Card title={t('find.answer', { name: cut(name, skillNameMax) })}>
      {long ? (
        <p className={font.body}>{t('skills.long', { max: skillNameMax })}</p>
      ) : (
        <div className={styles.answer}>
          <div role="status" className={styles.said}>
            {settled === name ? <SupplyNow name={name} /> : <SkeletonLines lines={1} />}
            <span className={cx(font.small, font.quiet)}>{t('find.never')}</span>
          </div>
          <WishFor name={name} />
        </div>
      )}
    </Card>
  );
}

function useSettled(value: string): string {
  const [settled, setSettled] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), pauseMs);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}

interface TeamTopicsProps {
  readonly wanted: string;
  readonly onChoose: (topic: string) => void;
}

/** What my team can pass on, as its last digest told everybody; most help first. */
function TeamTopics({ wanted, onChoose }: TeamTopicsProps) {
  const { t } = useWords();
  const { data, trouble, again } = useResource<TeamView>('/api/team');
  const groups = useMemo(() => {
    const key = skillKey(wanted);
    const found = (data?.supply ?? []).filter(({ topic }) => skillKey(topic).includes(key));
    return [...supplies]
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
              <li key={topic}>
                <button
                  type="button"
                  className={cx(font.body, styles.topic)}
                  dir="auto"
                  onClick={() => onChoose(topic)}
                >
                  {topic}
                </button>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </Card>
  );
}

/** My wishes, and how many could help with each today. */
function MyWishes() {
  const { t } = useWords();
  const wishes = skillsInOrder(useMe(), 'wish').filter(({ id }) => !id.startsWith('new~'));
  return (
    <Card
      title={t('skills.title.wish')}
      mark={
        <Bubble tone="warm">
          <Lightbulb20Regular />
        </Bubble>
      }
      lead={<WhoSees who="me">{t('skills.sees.wish')}</WhoSees>}
    >
      {wishes.length === 0 ? (
        <Empty picture="skills" words={t('find.noWishes')} />
      ) : (
        <ul className={styles.wishes}>
          {wishes.slice(0, wishesShown).map(({ id, name }) => (
            <li key={id} className={styles.wish}>
              <span className={font.item} dir="auto">
                {name}
              </span>
              <SupplyNow name={name} />
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
