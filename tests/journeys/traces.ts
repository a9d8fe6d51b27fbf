import type { StoredRow, TableName } from '#bot/platform/tables';

/**
 * Every place where a text is left in the tables: keys and columns in clear, parts of keys decoded,
 * and base64 of any alignment inside columns.
 */
export function traces(
  rows: readonly { readonly table: TableName; readonly row: StoredRow }[],
  texts: readonly string[],
): string[] {
  const forms = texts.flatMap((text) => [text.toLowerCase(), ...encoded(text)]);
  return rows.flatMap(({ table, row }) => {
    const { etag: _, ...kept } = row;
    const all = JSON.stringify(kept);
    // A decoded part is searched like any other text.
    const parts = `${row.partitionKey}~${row.rowKey}`
      .split('~')
      .map((part) => Buffer.from(part.replace(/^=/, ''), 'base64url').toString('utf8'));
    const lower = `${all}\n${parts.join('\n')}`.toLowerCase();
    // Keys are decoded whole; the encoded forms lack a text's last letter, in which people differ.
    const { partitionKey: __, rowKey: ___, ...columns } = kept;
    const inside = JSON.stringify(columns);
    return forms
      .filter((form, index) => (index % 4 === 0 ? lower.includes(form) : inside.includes(form)))
      .map((form) => `${table} ${row.partitionKey} / ${row.rowKey}: ${form}`);
  });
}

/** The three ways in which base64 may hold a text, whatever stands before it. */
const encoded = (text: string): [string, string, string] =>
  [0, 1, 2].map((before) => {
    const padded = Buffer.concat([Buffer.alloc(before), Buffer.from(text)]);
    const whole = padded.toString('base64url');
    // First and last characters also hold bits of their neighbours.
    return whole.slice(before === 0 ? 0 : before + 1, -2);
  }) as [string, string, string];
