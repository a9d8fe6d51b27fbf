import { firstName } from '#bot/core/first-name';
import fc from '#tests/property';

test.each([
  ['Ada Lovelace', 'Ada'],
  ['Noor', 'Noor'],
  ['  Noor   de Vries ', 'Noor'],
  ['de Vries, Noor (Rotterdam)', 'Noor'],
  ['Vries, de, Noor', 'Noor'],
  ['Vries,Noor de', 'Noor'],
  ['DE VRIES, NOOR', 'Noor'],
  ['DUPONT Marie', 'Marie'],
  ['DE VRIES Noor', 'Noor'],
  ['ANNE-MARIE BOS', 'Anne-Marie'],
  ['noor de vries', 'Noor'],
  ['AJ Smith', 'AJ'],
  ['Dr. Ada Lovelace', 'Ada'],
  ['Prof.dr.ir. Ada Lovelace', 'Ada'],
  ['Lovelace, Dr. Ada', 'Ada'],
  ['Ada Lovelace, PhD', 'Ada'],
  ['Lovelace, Ada, Ph.D.', 'Ada'],
  ['Martin Luther King, Jr.', 'Martin'],
  ['Noor de Vries | Contoso', 'Noor'],
  ['Noor de Vries - Contoso, Rotterdam', 'Noor'],
  ['Noor de Vries, CONTOSO', 'Noor'],
  ['Noor de Vries, Contoso B.V.', 'Noor'],
  ['[EXT] Noor de Vries', 'Noor'],
  ['EXT - Noor de Vries', 'Noor'],
  ['’t Hart, Kees', 'Kees'],
  ['Ben Al Fayed', 'Ben'],
  ['O’Neil, Sinéad', 'Sinéad'],
  ['Мария Иванова', 'Мария'],
  ['محمد علي', 'محمد'],
  ['王小明', '王小明'],
  ['山田 太郎 (Yamada Taro)', '山田 太郎'],
  ['김, 민수', '민수'],
])('%j is %j', (name, first) => {
  expect(firstName(name)).toBe(first);
});

test.each([
  '',
  ' ',
  'Dr.',
  'Dr. Lovelace',
  'Mevr. de Vries',
  'Lovelace, PhD',
  'de Vries',
  'De Smet Noor',
  'J.P. de Vries',
  'Jansen, J.',
  'Peeters Janssens, J.P.',
  'A Smith',
  'noor.devries@contoso.com',
  'svc-bot01',
  '(Rotterdam)',
  '**Noor**',
  '…',
])('%j holds no first name that is sure', (name) => {
  expect(firstName(name)).toBeUndefined();
});

test('whatever a directory holds: one word of it, without marks, or nothing', () => {
  const piece = fc.constantFrom(
    'de',
    'Noor',
    'VRIES',
    'Dr.',
    ',',
    '(',
    ')',
    '|',
    ' - ',
    'J.',
    '*x*',
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.array(piece).map((all) => all.join(' ')),
        fc.string(),
      ),
      (name) => {
        expect(firstName(name) ?? '').not.toMatch(/[*,()|@.]/);
      },
    ),
  );
});
