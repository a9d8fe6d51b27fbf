import { Search20Regular } from '@fluentui/react-icons';
import { useDeferredValue, useEffect, useRef, useState } from 'react';
import { clean } from '#bot/core/text';
import { useRouter } from '../../teams/router';
import { cx } from '../../ui/cx';
import font from '../../ui/font.module.css';
import layout from '../../ui/layout.module.css';
import { Page } from '../../ui/page';
import { SuggestInput } from '../../ui/suggest-input';
import { WhoSees } from '../../ui/who-sees';
import { useWords } from '../../words';
import { isAskPlace, MyAsks, useAsksFirst, WhomIHelp } from '../help/my-asks';
import { Answer } from './find-answer';
import styles from './find-page.module.css';
import { MyWishes } from './my-wishes';
import { useSuggestions } from './suggestions';
import { TeamTopics } from './team-topics';

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
      {wanted !== '' && (whole || meant === typed) && <Answer name={wanted} onChoose={choose} />}
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
