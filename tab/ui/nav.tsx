import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
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
  Settings24Filled,
  Settings24Regular,
} from '@fluentui/react-icons';
import { type PageName, pages } from '../teams/places';
import { useRouter } from '../teams/router';
import { useWords } from '../words';
import { focusRing, narrow, own, space, useLayout, useType, wide } from './styles';

const icons = {
  profile: { on: Person24Filled, off: Person24Regular },
  'for-you': { on: MailInbox24Filled, off: MailInbox24Regular },
  badges: { on: RibbonStar24Filled, off: RibbonStar24Regular },
  learning: { on: BookOpen24Filled, off: BookOpen24Regular },
  team: { on: PeopleTeam24Filled, off: PeopleTeam24Regular },
  settings: { on: Settings24Filled, off: Settings24Regular },
} satisfies Record<PageName, unknown>;

/** At 400 % zoom the screen is so low that a bar which stays would cover the page. */
const low = '@media (max-width: 639.98px) and (max-height: 420px)';

const useStyles = makeStyles({
  nav: {
    position: 'sticky',
    top: 0,
    alignSelf: 'start',
    height: '100dvh',
    overflowY: 'auto',
    padding: `${space.l} ${space.s}`,
    [wide]: { padding: `28px ${space.l}` },
    [narrow]: {
      position: 'fixed',
      top: 'auto',
      bottom: 0,
      insetInline: 0,
      zIndex: 10,
      height: 'auto',
      padding: 0,
      overflow: 'visible',
      backgroundColor: own('pioCard'),
      borderTop: `1px solid ${own('pioLine')}`,
      paddingBottom: 'env(safe-area-inset-bottom)',
    },
    [low]: { position: 'static', borderTop: 'none', borderBottom: `1px solid ${own('pioLine')}` },
  },
  brand: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'center',
    gap: space.m,
    paddingBottom: space.xl,
    [wide]: { flexDirection: 'row', padding: `0 ${space.m} 28px` },
    [narrow]: { display: 'none' },
  },
  name: { display: 'none', [wide]: { display: 'block' } },
  list: {
    display: 'flex',
    flexDirection: 'column',
    gap: space.xs,
    [narrow]: { display: 'grid', gridTemplateColumns: 'repeat(6, minmax(0, 1fr))', gap: 0 },
  },
  link: {
    position: 'relative',
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'center',
    justifyContent: 'center',
    gap: '2px',
    minHeight: '56px',
    padding: `${space.s} ${space.xs}`,
    borderRadius: '18px 18px 18px 5px',
    color: tokens.colorNeutralForeground2,
    textDecorationLine: 'none',
    ':hover': { backgroundColor: tokens.colorSubtleBackgroundHover },
    ':focus-visible': { ...focusRing, outlineOffset: '-2px' },
    '[data-theme="contrast"] &:hover': {
      backgroundColor: 'transparent',
      textDecorationLine: 'underline',
    },
    [wide]: {
      flexDirection: 'row',
      justifyContent: 'flex-start',
      gap: space.m,
      minHeight: '44px',
      padding: `${space.s} ${space.m}`,
    },
    [narrow]: { padding: `6px 0`, borderRadius: 0 },
  },
  here: {
    backgroundColor: own('pioSoft'),
    color: own('pioOnSoft'),
    fontWeight: tokens.fontWeightSemibold,
    ':hover': { backgroundColor: own('pioSoft') },
    '[data-theme="contrast"] &': { boxShadow: `inset 0 0 0 2px ${own('pioOnSoft')}` },
    [narrow]: {
      backgroundColor: 'transparent',
      boxShadow: `inset 0 3px 0 ${tokens.colorCompoundBrandStroke}`,
      ':hover': { backgroundColor: 'transparent' },
    },
  },
  icon: { flexShrink: 0 },
  long: { display: 'none', [wide]: { display: 'inline' } },
  short: { fontSize: '12px', lineHeight: '16px', [wide]: { display: 'none' }, [narrow]: { fontSize: '11px', lineHeight: '14px' } },
  count: {
    position: 'absolute',
    top: '4px',
    insetInlineStart: 'calc(50% + 4px)',
    minWidth: '18px',
    height: '18px',
    padding: '0 5px',
    borderRadius: '9px 9px 9px 3px',
    backgroundColor: tokens.colorBrandBackground,
    color: tokens.colorNeutralForegroundOnBrand,
    fontSize: '11px',
    lineHeight: '18px',
    fontWeight: tokens.fontWeightSemibold,
    textAlign: 'center',
    [wide]: { position: 'static', marginInlineStart: 'auto' },
  },
});

export function Nav({ open }: { open: number }) {
  const styles = useStyles();
  const type = useType();
  const layout = useLayout();
  const { t } = useWords();
  const { place, link } = useRouter();
  return (
    <nav aria-label={t('nav.label')} className={styles.nav}>
      <div className={styles.brand}>
        <img src="/tab/mark.svg" alt="" width={36} height={36} />
        <span className={mergeClasses(type.item, styles.name)}>{t('app')}</span>
      </div>
      <ul className={styles.list}>
        {pages.map((page) => {
          const here = page === place.page;
          const Icon = here ? icons[page].on : icons[page].off;
          return (
            <li key={page}>
              <a
                {...link({ page, item: null })}
                {...(here ? { 'aria-current': 'page' } : {})}
                className={mergeClasses(type.body, styles.link, here && styles.here)}
              >
                <Icon className={styles.icon} aria-hidden="true" />
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
