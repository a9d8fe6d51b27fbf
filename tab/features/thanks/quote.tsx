import { makeStyles, mergeClasses } from '@fluentui/react-components';
import { own, space, useType } from '../../ui/styles';

const useStyles = makeStyles({
  quote: {
    margin: 0,
    padding: `${space.m} ${space.l}`,
    border: '1px solid transparent',
    borderRadius: '16px 16px 16px 4px',
    backgroundColor: own('pioWarm'),
    color: own('pioOnWarm'),
    whiteSpace: 'pre-line',
    '[data-theme="contrast"] &': { border: `1px solid ${own('pioLine')}` },
  },
});

/** What somebody said to somebody, in the product's speech bubble. */
export function Quote({ children }: { children: string }) {
  const styles = useStyles();
  const type = useType();
  return (
    <blockquote dir="auto" className={mergeClasses(type.body, styles.quote)}>
      {children}
    </blockquote>
  );
}
