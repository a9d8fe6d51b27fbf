import { Button, FluentProvider, makeStyles, tokens } from '@fluentui/react-components';
import { useEffect } from 'react';
import type { Start } from './teams/session';
import { themes } from './teams/theme';
import { Boot } from './ui/boot';
import { Bubble, initials } from './ui/bubble';
import { Plain } from './ui/plain';
import { bubbleCorner, focusRing, own, space, useType } from './ui/styles';
import { languageOf, useLoadedWords, useWords, WordsProvider } from './words';

const useStyles = makeStyles({
  people: {
    display: 'grid',
    gap: space.m,
    width: '100%',
    gridTemplateColumns: 'repeat(auto-fill, minmax(min(100%, 220px), 1fr))',
    textAlign: 'start',
  },
  person: {
    display: 'flex',
    alignItems: 'center',
    gap: space.m,
    minHeight: '56px',
    padding: `${space.s} ${space.l}`,
    border: `1px solid ${own('pioLine')}`,
    borderRadius: bubbleCorner('16px'),
    backgroundColor: own('pioCard'),
    boxShadow: own('pioLift'),
    color: tokens.colorNeutralForeground1,
    textDecorationLine: 'none',
    ':hover': { border: `1px solid ${tokens.colorCompoundBrandStroke}` },
    ':focus-visible': focusRing,
  },
});

type OutsideStart = Exclude<Start, { kind: 'session' }>;

/** What a plain browser shows when nobody is signed in. */
export function Outside({ start }: { start: OutsideStart }) {
  const { theme, locale } = start.look;
  const words = useLoadedWords(languageOf(locale));
  useEffect(() => {
    document.documentElement.dataset.theme = theme;
  }, [theme]);
  return (
    <FluentProvider theme={themes[theme]} style={{ backgroundColor: 'transparent' }}>
      {words === undefined ? (
        <Boot />
      ) : (
        <WordsProvider words={words}>
          <Message start={start} />
        </WordsProvider>
      )}
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
  if (start.kind === 'unreachable') {
    return (
      <Plain
        title={t('trouble.title')}
        words={t('trouble.busy')}
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
  const styles = useStyles();
  const type = useType();
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
                className={`${type.item} ${styles.person}`}
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
