import { createContext, type ReactNode } from 'react';

/** What stands between the title of whichever page is shown and its content. */
export const PageTop = createContext<ReactNode>(null);
