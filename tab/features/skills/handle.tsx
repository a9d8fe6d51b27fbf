import { ReOrderDotsVertical20Regular } from '@fluentui/react-icons';
import { type KeyboardEvent, type PointerEvent, useEffect, useRef } from 'react';
import { table } from '#bot/core/table';
import { useWords } from '../../words';
import styles from './handle.module.css';

interface HandleProps {
  readonly name: string;
  /** Id of the sentence that tells how the keys move it. */
  readonly hint: string;
  /** A step up (-1) or down (1), or to an end (∓Infinity). */
  readonly onStep: (by: number) => void;
  /** The place among the other rows of the list above which the pointer is now. */
  readonly onDrag: (place: number) => void;
}

const steps: Readonly<Record<string, number>> = table({
  ArrowUp: -1,
  ArrowDown: 1,
  Home: Number.NEGATIVE_INFINITY,
  End: Number.POSITIVE_INFINITY,
});
/** So near to an edge of the window, dragging scrolls. */
const edge = 72;
const scrollStep = 14;

/** What a row of a list is moved by: dragged, by mouse or finger, or with the arrow keys. */
export function Handle({ name, hint, onStep, onDrag }: HandleProps) {
  const { t } = useWords();
  const self = useRef<HTMLButtonElement>(null);
  const stop = useRef(() => {});
  useEffect(() => () => stop.current(), []);

  function onKeyDown(event: KeyboardEvent) {
    const by = steps[event.key];
    if (by === undefined) return;
    event.preventDefault();
    onStep(by);
  }

  function onPointerDown(event: PointerEvent) {
    const row = self.current?.closest('li');
    if (event.button !== 0 || !row) return;
    row.dataset['dragged'] = '';
    const move = ({ clientY }: { readonly clientY: number }) => {
      const others = [...(row.parentElement?.children ?? [])].filter((other) => other !== row);
      const above = others.filter((other) => {
        const { top, height } = other.getBoundingClientRect();
        return top + height / 2 < clientY;
      });
      onDrag(above.length);
      if (clientY < edge) scrollBy(0, -scrollStep);
      if (clientY > innerHeight - edge) scrollBy(0, scrollStep);
    };
    stop.current = () => {
      delete row.dataset['dragged'];
      removeEventListener('pointermove', move);
      removeEventListener('pointerup', stop.current);
      removeEventListener('pointercancel', stop.current);
    };
    // On the window: the row itself is moved in the list, and would lose the pointer.
    addEventListener('pointermove', move);
    addEventListener('pointerup', stop.current);
    addEventListener('pointercancel', stop.current);
  }

  return (
    <button
      ref={self}
      type="button"
      className={styles.handle}
      aria-label={t('skills.move', { name })}
      aria-describedby={hint}
      onKeyDown={onKeyDown}
      onPointerDown={onPointerDown}
    >
      <ReOrderDotsVertical20Regular aria-hidden="true" />
    </button>
  );
}
