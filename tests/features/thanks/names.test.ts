import { wanted } from '#bot/features/thanks/names';
import fc from '#tests/property';

describe('what follows thank', () => {
  it('is names, and what for in either language', () => {
    expect(wanted('Megan for pivot tables')).toEqual({ names: ['Megan'], skill: 'pivot tables' });
    expect(wanted('Megan en Daan voor Excel')).toEqual({
      names: ['Megan', 'Daan'],
      skill: 'Excel',
    });
    expect(wanted('you, Megan & @Daan')).toEqual({ names: ['Megan', 'Daan'], skill: '' });
    expect(wanted('for patience')).toEqual({ names: [], skill: 'patience' });
    expect(wanted('Ford Prefect')).toEqual({ names: ['Ford Prefect'], skill: '' });
    expect(wanted('')).toEqual({ names: [], skill: '' });
  });

  it('leaves out what is too long to be a skill', () => {
    expect(wanted(`Megan for ${'x'.repeat(81)}`).skill).toBe('');
  });

  it('takes anything without complaint', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 3_000 }), (text) => {
        expect(wanted(text).names).not.toContain('');
      }),
    );
  });
});
