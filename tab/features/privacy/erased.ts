import { createContext, useContext } from 'react';

/** Told what the server said once everything was erased; nothing more is read after that. */
export const ErasedProvider = createContext<(said: string) => void>(() => {});
export const useErased = () => useContext(ErasedProvider);
