import type { HowToView, HowToWords } from '#bot/features/howto/wire';
import { cx } from '../../ui/cx';
import font from '../../ui/font.module.css';
import layout from '../../ui/layout.module.css';
import { WhoSees } from '../../ui/who-sees';
import styles from './steps.module.css';

interface StepsProps {
  readonly howTo: HowToView;
  readonly words: HowToWords;
}

/** What a how-to says: that it is old first, its steps, where to read on, whose it is. */
export function Steps({ howTo, words }: StepsProps) {
  const { steps, link, warning, seen } = howTo;
  return (
    <div className={layout.stack}>
      {warning !== null && <p className={cx(font.body, styles.warning)}>{warning}</p>}
      <ol className={cx(font.body, styles.steps)} dir="auto">
        {steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      {link !== '' && (
        <a
          className={cx(font.body, styles.link)}
          href={link}
          target="_blank"
          rel="noopener noreferrer"
        >
          {words.link} ({new URL(link).host})
        </a>
      )}
      <WhoSees who="said">{seen}</WhoSees>
    </div>
  );
}
