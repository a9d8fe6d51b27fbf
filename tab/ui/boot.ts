import { useLayoutEffect } from 'react';

/** Takes away what index.html shows from the start, in the frame in which there is something better. */
export function useInPlaceOfBoot(shown: boolean): void {
  useLayoutEffect(() => {
    if (shown) document.getElementById('boot')?.remove();
  }, [shown]);
}
