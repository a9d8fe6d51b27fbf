import type { KeyboardEvent } from 'react';

/** While Chinese, Japanese or Korean is typed, a key works on the word; Safari's last Enter says 229. */
export const isComposing = ({ nativeEvent }: KeyboardEvent): boolean =>
  nativeEvent.isComposing || nativeEvent.keyCode === 229;
