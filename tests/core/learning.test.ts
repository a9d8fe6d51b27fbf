import { arranged } from '#bot/core/learning';
import fc from '#tests/property';

const id = fc.integer({ max: 40 }).map(String);
const added = fc.integer({ min: 10, max: 28 }).map((day) => `2026-11-${day}T08:00:00Z`);
const skills = fc.uniqueArray(fc.record({ id, added }), { selector: (skill) => skill.id });

describe('skills in their owner’s order', () => {
  it('keep the order given, and lose and double none', () => {
    fc.assert(
      fc.property(skills, fc.array(id), (list, order) => {
        const ids = arranged(list, order).map((skill) => skill.id);
        expect([...ids].sort()).toEqual(list.map((skill) => skill.id).sort());
        const last = new Map(order.map((one, index) => [one, index]));
        const ranks = ids.flatMap((one) => last.get(one) ?? []);
        expect(ranks).toEqual([...ranks].sort((a, b) => a - b));
      }),
    );
  });

  it('begin with what came since, the newest first', () => {
    const list = [
      { id: 'old', added: '2026-11-01T08:00:00Z' },
      { id: 'new', added: '2026-11-20T08:00:00Z' },
      { id: 'newer', added: '2026-11-21T08:00:00Z' },
    ];
    expect(arranged(list, ['old', 'gone']).map((skill) => skill.id)).toEqual([
      'newer',
      'new',
      'old',
    ]);
  });
});
