import { home, placeAt, placeIn, placeOfCard } from '../../tab/teams/places';

describe('an address of the tab', () => {
  it.each(['__proto__', 'constructor', 'toString', 'unheard-of'])(
    'leads home from /tab/%s',
    (name) => {
      expect(placeAt({ pathname: `/tab/${name}`, search: '', hash: `#${name}/x` })).toEqual(home);
      expect(placeIn(`${name}/x`)).toBeNull();
      expect(placeOfCard(name, 'x')).toEqual(home);
    },
  );
});
