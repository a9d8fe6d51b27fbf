import { Button } from '@fluentui/react-components';
import { Chat20Regular } from '@fluentui/react-icons';
import { useState } from 'react';
import type { NamedPerson, NamedView } from '#bot/features/skills/wire';
import { cx } from '../../ui/cx';
import font from '../../ui/font.module.css';
import layout from '../../ui/layout.module.css';
import { useToasts } from '../../ui/toasts';
import { troubleText } from '../../ui/trouble';
import { useResource, useServer } from '../../use-resource';
import { useWords } from '../../words';
import { useAsking } from '../help/asking';
import styles from './named-people.module.css';

const pathOf = (name: string, from = 0) =>
  `/api/skills/named?${new URLSearchParams({ name, from: String(from) })}`;

/** Who is found by name with a topic, by their own choice, and who would like to learn it. */
export function NamedPeople({ skill }: { skill: string }) {
  const { t } = useWords();
  const { api } = useServer();
  const toasts = useToasts();
  const { data } = useResource<NamedView>(pathOf(skill));
  const [more, setMore] = useState<readonly NamedView[]>([]);
  if (data === undefined || data.people.length + data.wishing.length === 0) return null;
  const { next } = more.at(-1) ?? data;
  const people = [data, ...more].flatMap((page) => page.people);

  async function goOn(from: number) {
    const page = await api.call<NamedView>('GET', pathOf(skill, from));
    if (page.ok) setMore((pages) => [...pages, page.value]);
    else toasts.say(troubleText(t, page.trouble));
  }

  return (
    <>
      {people.length > 0 && (
        <section className={layout.stack} aria-labelledby="named">
          <h3 id="named" className={font.item}>
            {t('named.title')}
          </h3>
          <ul className={styles.people}>
            {people.map((one) => (
              <Person key={one.id} person={one} skill={skill} />
            ))}
          </ul>
          {next !== null && (
            <div>
              <Button onClick={() => void goOn(next)}>{t('named.more')}</Button>
            </div>
          )}
        </section>
      )}
      {data.wishing.length > 0 && (
        <section className={layout.stack} aria-labelledby="wishing">
          <h3 id="wishing" className={font.item}>
            {t('named.wishing')}
          </h3>
          <ul className={styles.people}>
            {data.wishing.map((one) => (
              <Person key={one.id} person={one} />
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

/** Somebody, with their level and line; asked about a skill, where they share it. */
function Person({ person, skill }: { person: NamedPerson; skill?: string }) {
  const { t } = useWords();
  const asking = useAsking();
  const { id, name, level, line, chat } = person;
  return (
    <li className={styles.person}>
      <div className={styles.said}>
        <span className={font.item} dir="auto">
          {name}
        </span>
        {level !== null && (
          <span className={cx(font.small, font.quiet)}>{t(`level.${level}`)}</span>
        )}
        {line !== '' && (
          <span className={font.body} dir="auto">
            {line}
          </span>
        )}
      </div>
      <div className={layout.row}>
        {skill !== undefined && (
          <Button
            size="small"
            aria-label={t('named.ask', { name })}
            onClick={() => asking.open({ skill, one: { as: 'named', to: id, name } })}
          >
            {t('ask.short')}
          </Button>
        )}
        <ChatWith name={name} chat={chat} />
      </div>
    </li>
  );
}

/** Opens a chat in Teams; nothing where there is no such link. */
export function ChatWith({ name, chat }: { name: string; chat: string | null }) {
  const { t } = useWords();
  if (chat === null) return null;
  return (
    <Button
      as="a"
      size="small"
      appearance="subtle"
      icon={<Chat20Regular />}
      href={chat}
      target="_blank"
      rel="noreferrer"
      aria-label={t('named.chatWith', { name })}
    >
      {t('named.chat')}
    </Button>
  );
}
