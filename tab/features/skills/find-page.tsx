import { Button } from '@fluentui/react-components';
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
import font from '../../ui/font.module.css';
import layout from '../../ui/layout.module.css';
import { Page } from '../../ui/page';
import { SkeletonLines } from '../../ui/skeleton';
import { SuggestInput } from '../../ui/suggest-input';
import { TroubleNotice } from '../../ui/trouble';
import { WhoSees } from '../../ui/who-sees';
import { useResource } from '../../use-resource';
import { useWords } from '../../words';
import { useAsking } from '../help/asking';
import { underWay, useAsks } from '../help/asks';
import { Lessons } from '../help/lessons';
import { isAskPlace, MyAsks, useAsksFirst, WhomIHelp } from '../help/my-asks';
import { useMe } from '../people/me';
import { already, skillsInOrder } from './changes';
import styles from './find-page.module.css';
import { useSuggestions } from './suggestions';
import { SupplyLine, SupplyNow, useSupply, WishFor } from './supply';

/** So long nothing was typed before the server is asked. */
const pauseMs = 350;
/** Wishes of which the supply is asked at once; the others are found by typing. */
const wishesShown = 8;

/** Which topics colleagues can help with (nobody, a few, five or more; never who), and my asks. */
export function FindPage() {
  const { t } = useWords();
  const { place } = useRouter();
  const ask = isAskPlace(place.item) ? place.item : null;
  const asksFirst = useAsksFirst(ask);
  const topic = ask === null ? (place.item ?? '') : '';
  const [typed, setTyped] = useState(topic);
  // Done with the suggestions: what stands there is what is looked for.
  const [meant, setMeant] = useState(topic);
  const input = useRef<HTMLInputElement>(null);
  // Gone to once more, a link leads where it points.
  // biome-ignore lint/correctness/useExhaustiveDependencies: a place is new each time
  useEffect(() => choose(topic), [place]);
  const wanted = clean(useDeferredValue(typed));
  const { suggestions, known, esco, text } = useSuggestions(typed);
  // Half a word is not answered while it may become one of the suggestions.
  const whole = text === typed.trim() && (known || suggestions.length === 0);

  function choose(name: string) {
    setTyped(name);
    setMeant(name);
  }

  return (
    <Page picture="page-find" title={t('nav.find')} lead={t('find.lead')}>
      {/* biome-ignore lint/a11y/useSemanticElements: the search element knows nothing of Enter */}
      <form
        role="search"
        className={styles.search}
        onBlur={() => setMeant(typed)}
        onSubmit={(event) => {
          event.preventDefault();
          setMeant(typed);
        }}
      >
        <SuggestInput
          label={t('find.label')}
          hint={<WhoSees who="me">{t('find.sees')}</WhoSees>}
          type="search"
          input={input}
          value={typed}
          suggestions={suggestions}
          problem={null}
          placeholder={t('skills.example.wish')}
          before={<Search20Regular aria-hidden="true" />}
          onType={setTyped}
          onPick={({ name }) => choose(name)}
          footer={
            esco && <p className={cx(font.small, font.quiet, styles.source)}>{t('skills.esco')}</p>
          }
        />
      </form>
      {wanted !== '' && (whole || meant === typed) && <Answer name={wanted} />}
      <WhomIHelp pointedAt={ask} />
      {asksFirst && <MyAsks pointedAt={ask} />}
      <div className={layout.columns}>
        <TeamTopics
          wanted={wanted}
          onChoose={(name) => {
            choose(name);
            // The answer appears above, beside the field.
            input.current?.focus();
          }}
        />
        <MyWishes />
      </div>
      {!asksFirst && <MyAsks pointedAt={ask} />}
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
        <>
          <div className={styles.answer}>
            <div role="status" className={styles.said}>
              {settled === name ? <Told name={name} /> : <SkeletonLines lines={1} />}
            </div>
            {settled === name && <NextStep name={name} />}
          </div>
          {settled === name && <Lessons skill={name} />}
        </>
      )}
    </Card>
  );
}

/** How many can help. */
function Told({ name }: { name: string }) {
  const { t } = useWords();
  const nobody = useSupply(name).data?.supply === 'nobody';
  const mine = already(useMe(), 'share', name) !== undefined;
  return (
    <>
      <SupplyNow name={name} />
      <span className={cx(font.small, font.quiet)}>
        {t(nobody && !mine ? 'find.nobody' : 'find.never')}
      </span>
    </>
  );
}

/** To ask for it, or, where nobody shares it, to keep it as a wish. */
function NextStep({ name }: { name: string }) {
  const { t } = useWords();
  const { link } = useRouter();
  const asking = useAsking();
  const supply = useSupply(name).data?.supply;
  const mine = already(useMe(), 'share', name) !== undefined;
  const asked = underWay(useAsks().data, name);
  return (
    <div className={layout.row}>
      {asked !== undefined ? (
        <Button as="a" {...link({ page: 'find', item: asked.id })}>
          {t('find.asked')}
        </Button>
      ) : (
        supply !== undefined &&
        supply !== 'nobody' && (
          <Button
            appearance={mine ? 'secondary' : 'primary'}
            onClick={() => asking.open({ skill: name })}
          >
            {t('ask.button')}
          </Button>
        )
      )}
      <WishFor name={name} first={supply === 'nobody'} />
    </div>
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
  const me = useMe();
  const asking = useAsking();
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
            <Wish key={id} name={name} />
          ))}
        </ul>
      )}
    </Card>
  );
}

function Wish({ name }: { name: string }) {
  const { t } = useWords();
  const asking = useAsking();
  const { data } = useSupply(name);
  return (
    <li className={styles.wish}>
      <div className={styles.said}>
        <span className={font.item} dir="auto">
          {name}
        </span>
        <SupplyNow name={name} />
      </div>
      {data !== undefined && data.supply !== 'nobody' && (
        <Button
          size="small"
          aria-label={t('ask.with', { name })}
          onClick={() => asking.open({ skill: name })}
        >
          {t('ask.short')}
        </Button>
      )}
    </li>
  );
}
