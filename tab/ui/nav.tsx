import {
  BookOpen24Filled,
  BookOpen24Regular,
  MailInbox24Filled,
  MailInbox24Regular,
  PeopleTeam24Filled,
  PeopleTeam24Regular,
  Person24Filled,
  Person24Regular,
  RibbonStar24Filled,
  RibbonStar24Regular,
  Send24Filled,
  Send24Regular,
  Settings24Filled,
  Settings24Regular,
} from '@fluentui/react-icons';
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
  badges: { on: RibbonStar24Filled, off: RibbonStar24Regular },
  learning: { on: BookOpen24Filled, off: BookOpen24Regular },
  team: { on: PeopleTeam24Filled, off: PeopleTeam24Regular },
  settings: { on: Settings24Filled, off: Settings24Regular },
  delivery: { on: Send24Filled, off: Send24Regular },
} satisfies Record<PageName, unknown>;

interface NavProps {
  readonly open: number;
  readonly operator: boolean;
}

export function Nav({ open, operator }: NavProps) {
  const { t } = useWords();
  const { place, link } = useRouter();
  const shown = pages.filter((page) => page !== 'delivery' || operator);
  return (
    <nav aria-label={t('nav.label')} className={styles.nav}>
      <div className={styles.brand}>
        <img src="/tab/mark.svg" alt="" width={36} height={36} />
        <span className={cx(font.item, styles.name)}>{t('app')}</span>
      </div>
      <ul className={styles.list}>
        {shown.map((page) => {
          const here = page === place.page;
          const Icon = here ? icons[page].on : icons[page].off;
          return (
            <li key={page}>
              <a
                {...link({ page, item: null })}
                {...(here ? { 'aria-current': 'page' } : {})}
                className={cx(font.body, styles.link, here && styles.here)}
              >
                <Icon className={cx(styles.icon)} aria-hidden="true" />
                <span className={styles.long}>{t(`nav.${page}`)}</span>
                <span className={styles.short}>{t(`nav.${page}.short`)}</span>
                {page === 'for-you' && open > 0 && (
                  <span className={styles.count}>
                    <span aria-hidden="true">{open}</span>
                    <span className={layout.unseen}>{t('nav.open', { count: open })}</span>
                  </span>
                )}
              </a>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
