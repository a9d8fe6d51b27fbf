import iconv from 'iconv-lite';
import { decodeText, hasBrokenLetters, layoutOf } from '#bot/platform/csv';

const dutch =
  'name;more\r\ncafé beheren;ideeën, coördinatie, crème brûlée – “Ça va?” €\r\ncœur;één';

describe('the text of a file', () => {
  test.each([
    ['utf-8', {}],
    ['utf-8', { addBOM: true }],
    ['utf-16le', { addBOM: true }],
    ['utf-16be', { addBOM: true }],
    ['utf-16le', { addBOM: false }],
    ['utf-16be', { addBOM: false }],
    ['windows-1252', {}],
  ])('in %s %j is read with its letters', (encoding, options) => {
    expect(decodeText(iconv.encode(dutch, encoding, options))).toEqual({ ok: true, text: dutch });
  });

  test.each(['macroman', 'cp850', 'cp437'])('in %s is refused by name of its line', (encoding) => {
    for (const word of ['café beheren', 'coördinatie', 'crème', 'geïnteresseerd']) {
      const read = decodeText(iconv.encode(`name;more\r\n${word};x`, encoding));
      expect(read).toMatchObject({
        ok: false,
        why: expect.stringMatching(/neither UTF-8.*line 2/),
      });
    }
  });

  test.each([
    ['windows-1251', 'управление проектами'],
    ['windows-1253', 'διαχείριση έργου'],
    ['windows-1250', 'zarządzanie żółwiami'],
    ['shift_jis', '計画を立てる'],
    ['gb18030', '项目管理'],
  ])('in %s is refused, since its letters would come out as others', (encoding, words) => {
    expect(decodeText(iconv.encode(`name,more\n${words},x`, encoding)).ok).toBe(false);
  });

  test.each(['utf-32le', 'utf-32be'])('in %s is refused by name', (encoding) => {
    for (const addBOM of [true, false]) {
      const read = decodeText(iconv.encode('name,more', encoding, { addBOM }));
      expect(read).toMatchObject({ ok: false, why: expect.stringContaining('UTF-32') });
    }
  });

  test('letters that were broken before are noticed, and good ones are left alone', () => {
    for (const broken of ['cafÃ©', 'idee�n', 'donâ€™t', 'x\u0092s']) {
      expect(hasBrokenLetters(broken)).toBe(true);
    }
    for (const good of ['café', 'SÃO PAULO', 'naïve', '计划', 'Ångström', '']) {
      expect(hasBrokenLetters(good)).toBe(false);
    }
  });
});

test.each([
  ['a,"b;c;d;e"\n', ',', 'commas', 1],
  ['a;b;c,d\n1,2;3,4;5,6\n', ';', 'semicolons', 1],
  ['a\tb\r\n', '\t', 'tabs', 1],
  ['a|b', '|', 'bars', 1],
  ['sep=;\r\na,b;c\r\n', ';', 'semicolons', 2],
  ['"sep=^"\na^b\n', '^', '“^”', 2],
  ['sep=\t\na\tb\n', '\t', 'tabs', 2],
  ['alone', ',', 'commas', 1],
])('%j has its columns between %j', (text, separator, named, headerLine) => {
  expect(layoutOf(text)).toEqual({ separator, named, headerLine });
});
