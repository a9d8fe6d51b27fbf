import {
  BookOpen24Filled,
  BookOpen24Regular,
  MailInbox24Filled,
  MailInbox24Regular,
  MoreHorizontal24Regular,
  PeopleTeam24Filled,
  PeopleTeam24Regular,
  Person24Filled,
  Person24Regular,
  RibbonStar24Filled,
  RibbonStar24Regular,
  Search24Filled,
  Search24Regular,
  Settings24Filled,
  Settings24Regular,
  Wrench24Filled,
  Wrench24Regular,
} from '@fluentui/react-icons';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { type PageName, pages } from '../teams/places';
import { useRouter } from '../teams/router';
import { useWords } from '../words';
import { cx } from './cx';
import font from './font.module.css';
import layout from './layout.module.css';
import styles from './nav.module.css';

const icons = {
  profile: { on: Person24Filled, off: Person24Regular },
  'for-you': { on: MailInbox24Filled, off: MailInbox24Regular },
  find: { on: Search24Filled, off: Search24Regular },
  badges: { on: RibbonStar24Filled, off: RibbonStar24Regular },
  learning: { on: BookOpen24Filled, off: BookOpen24Regular },
  team: { on: PeopleTeam24Filled, off: PeopleTeam24Regular },
  settings: { on: Settings24Filled, off: Settings24Regular },
  admin: { on: Wrench24Filled, off: Wrench24Regular },
} satisfies Record<PageName, unknown>;

/** A phone has room for these; the others stand behind "More". */
const inReach = 4;

interface NavProps {
  readonly open: number;
  readonly operator: boolean;
}

export function Nav({ open, operator }: NavProps) {
  const { t } = useWords();
  const { place } = useRouter();
  const shown = pages.filter((page) => page !== 'admin' || operator);
  const rest = shown.slice(inReach);
  const [more, setMore] = useState(false);
  const list = useId();
  const nav = useRef<HTMLElement>(null);
  const button = useRef<HTMLButtonElement>(null);

  useEffect(() => {
    if (!more) return;
    const outside = ({ target }: Event) => {
      if (target instanceof Node && !nav.current?.contains(target)) setMore(false);
    };
    addEventListener('pointerdown', outside);
    addEventListener('focusin', outside);
    return () => {
      removeEventListener('pointerdown', outside);
      removeEventListener('focusin', outside);
    };
  }, [more]);

  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== 'Escape' || !more) return;
    setMore(false);
    button.current?.focus();
  }

  return (
    <nav ref={nav} aria-label={t('nav.label')} className={styles.nav} onKeyDown={onKeyDown}>
      <div className={styles.brand}>
        <img src="/tab/mark.svg" alt="" width={36} height={36} />
        <span className={cx(font.item, styles.name)}>{t('app')}</span>
      </div>
      <ul className={styles.list}>
        {shown.slice(0, inReach).map((page) => (
          <PageLink key={page} page={page} open={page === 'for-you' ? open : 0} />
        ))}
        <li className={styles.more}>
          <button
            ref={button}
            type="button"
            className={cx(
              font.body,
              styles.link,
              styles.moreButton,
              rest.includes(place.page) && styles.here,
            )}
            aria-expanded={more}
            aria-controls={list}
            onClick={() => setMore(!more)}
          >
            <MoreHorizontal24Regular className={cx(styles.icon)} aria-hidden="true" />
            <span className={styles.short}>{t('nav.more')}</span>
          </button>
        </li>
        <li className={styles.rest}>
          <ul id={list} className={cx(styles.restList, more && styles.restOpen)}>
            {rest.map((page) => (
              <PageLink key={page} page={page} open={0} onGone={() => setMore(false)} />
            ))}
          </ul>
        </li>
      </ul>
    </nav>
  );
}

interface PageLinkProps {
  readonly page: PageName;
  /** Open items, told beside the name. */
  readonly open: number;
  readonly onGone?: () => void;
}

function PageLink({ page, open, onGone }: PageLinkProps) {
  const { t } = useWords();
  const { place, link } = useRouter();
  const here = page === place.page;
  const Icon = here ? icons[page].on : icons[page].off;
  const { href, onClick } = link({ page, item: null });
  return (
    <li>
      <a
        href={href}
        onClick={(event) => {
          onClick(event);
          onGone?.();
        }}
        {...(here ? { 'aria-current': 'page' } : {})}
        className={cx(font.body, styles.link, here && styles.here)}
      >
        <Icon className={cx(styles.icon)} aria-hidden="true" />
        <span className={styles.long}>{t(`nav.${page}`)}</span>
        <span className={styles.short}>{t(`nav.${page}.short`)}</span>
        {open > 0 && (
          <span className={styles.count}>
            <span aria-hidden="true">{open}</span>
            <span className={layout.unseen}>{t('nav.open', { count: open })}</span>
          </span>
        )}
      </a>
    </li>
  );
}
