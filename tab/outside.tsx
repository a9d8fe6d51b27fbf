import { Button, FluentProvider } from '@fluentui/react-components';
import styles from './outside.module.css';
import type { Start } from './teams/session';
import { useTheme } from './teams/theme';
import { useInPlaceOfBoot } from './ui/boot';
import { Bubble, initials } from './ui/bubble';
import font from './ui/font.module.css';
import { Plain } from './ui/plain';
import { languageOf, useLoadedWords, useWords, WordsProvider } from './words';

type OutsideStart = Exclude<Start, { kind: 'session' }>;

/** What a plain browser shows when nobody is signed in. */
export function Outside({ start }: { start: OutsideStart }) {
  const theme = useTheme(start.look.theme);
  const words = useLoadedWords(languageOf(start.look.locale));
  useInPlaceOfBoot(theme !== undefined && words !== undefined);
  if (theme === undefined || words === undefined) return null;
  return (
    <FluentProvider theme={theme} style={{ backgroundColor: 'transparent' }}>
      <WordsProvider words={words}>
        <Message start={start} />
      </WordsProvider>
    </FluentProvider>
  );
}

function Message({ start }: { start: OutsideStart }) {
  const { t } = useWords();
  if (start.kind === 'outside') {
    return (
      <Plain
        title={t('outside.title')}
        words={t('outside.words')}
        action={
          <Button as="a" appearance="primary" href="https://teams.microsoft.com">
            {t('outside.open')}
          </Button>
        }
      />
    );
  }
  if (start.kind === 'unreachable' || start.kind === 'late') {
    return (
      <Plain
        title={t('trouble.title')}
        words={t(start.kind === 'late' ? 'trouble.late' : 'trouble.busy')}
        action={
          <Button appearance="primary" onClick={() => location.reload()}>
            {t('tryAgain')}
          </Button>
        }
      />
    );
  }
  return <Chooser people={start.people} />;
}

/** Local mode only: choose whose tab to look at. */
function Chooser({ people }: { people: readonly { id: string; name: string }[] }) {
  const { t } = useWords();
  return (
    <Plain
      title={t('chooser.title')}
      words={people.length === 0 ? t('chooser.nobody') : t('chooser.words')}
    >
      <ul className={styles.people}>
        {people.map(({ id, name }) => {
          const query = new URLSearchParams(location.search);
          query.set('as', id);
          return (
            <li key={id}>
              <a
                className={`${font.item} ${styles.person}`}
                href={`${location.pathname}?${query}${location.hash}`}
              >
                <Bubble>{initials(name)}</Bubble>
                {name}
              </a>
            </li>
          );
        })}
      </ul>
    </Plain>
  );
}
