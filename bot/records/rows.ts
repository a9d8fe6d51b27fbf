import type { RowKind } from '#bot/platform/rows';
import { dueRows } from '#bot/records/due';
import { forgottenRows } from '#bot/records/forgotten';
import { secretRows } from '#bot/records/keyed';
import { learntRows } from '#bot/records/learnt';
import { personRows } from '#bot/records/person';
import { publicCardRows } from '#bot/records/public-card';
import { rosterRows } from '#bot/records/team';

/** Rows that several features share. */
export const recordRows: readonly RowKind[] = [
  ...personRows,
  learntRows,
  ...rosterRows,
  dueRows,
  secretRows,
  forgottenRows,
  publicCardRows,
];
