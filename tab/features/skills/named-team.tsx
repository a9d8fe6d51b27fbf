import { Button } from '@fluentui/react-components';
import { PeopleTeam20Regular } from '@fluentui/react-icons';
import type { NamedTeamView } from '#bot/features/skills/wire';
import { useRouter } from '../../teams/router';
import { Bubble } from '../../ui/bubble';
import { Card } from '../../ui/card';
import { cx } from '../../ui/cx';
import font from '../../ui/font.module.css';
import layout from '../../ui/layout.module.css';
import { WhoSees } from '../../ui/who-sees';
import { useResource } from '../../use-resource';
import { useWords } from '../../words';
import { useAsking } from '../help/asking';
import { ChatWith } from './named-people';
import styles from './named-people.module.css';

type Colleague = NamedTeamView['people'][number];

/** Who of a team is found by name, by their own choice, and with what. */
export function NamedTeam({ team }: { team: string }) {
  const { t } = useWords();
  const { link } = useRouter();
  const { data } = useResource<NamedTeamView>(`/api/skills/team?${new URLSearchParams({ team })}`);
  if (data === undefined) return null;
  return (
    <Card
      title={t('named.team')}
      mark={
        <Bubble>
          <PeopleTeam20Regular />
        </Bubble>
      }
      lead={<WhoSees who="others">{t('named.teamSees')}</WhoSees>}
    >
      {data.people.length === 0 ? (
        <>
          <p className={cx(font.body, font.quiet)}>{t('named.nobody')}</p>
          <div>
            <Button as="a" {...link({ page: 'profile', item: null })}>
              {t('named.profile')}
            </Button>
          </div>
        </>
      ) : (
        <ul className={styles.people}>
          {data.people.map((one) => (
            <OfTeam key={one.id} person={one} />
          ))}
        </ul>
      )}
    </Card>
  );
}

function OfTeam({ person }: { person: Colleague }) {
  const { t, language } = useWords();
  const asking = useAsking();
  const { id, name, chat, shares, wishes } = person;
  const topics = wishes.map((wish) =>
    wish.line === '' ? wish.name : `${wish.name} (${wish.line})`,
  );
  return (
    <li className={layout.close}>
      <div className={styles.person}>
        <span className={font.item} dir="auto">
          {name}
        </span>
        <ChatWith name={name} chat={chat} />
      </div>
      {shares.map((share) => (
        <div key={share.name} className={styles.person}>
          <div className={styles.said}>
            <span className={font.body} dir="auto">
              {share.name}
              {share.level !== null && (
                <span className={font.quiet}> · {t(`level.${share.level}`)}</span>
              )}
            </span>
            {share.line !== '' && (
              <span className={cx(font.small, font.quiet)} dir="auto">
                {share.line}
              </span>
            )}
          </div>
          <Button
            size="small"
            aria-label={t('named.askAbout', { name, topic: share.name })}
            onClick={() => asking.open({ skill: share.name, one: { as: 'named', to: id, name } })}
          >
            {t('ask.short')}
          </Button>
        </div>
      ))}
      {topics.length > 0 && (
        <p className={cx(font.body, font.quiet)}>
          {t('named.wishes', { topics: new Intl.ListFormat(language).format(topics) })}
        </p>
      )}
    </li>
  );
}
