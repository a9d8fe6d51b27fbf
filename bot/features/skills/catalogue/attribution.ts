import type { Lang } from '#bot/strings/index';

/** Stands wherever what was imported is shown: ESCO's terms of use ask for it. */
export const attribution: Readonly<Record<Lang, string>> = {
  en: 'This service uses the ESCO classification of the European Commission.',
  nl: 'Deze dienst maakt gebruik van de ESCO-classificatie van de Europese Commissie.',
};
