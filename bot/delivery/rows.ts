import { controlRows } from '#bot/delivery/control';
import { leaseRows } from '#bot/delivery/lease';
import { parkedRows } from '#bot/delivery/parked';
import { replyRows } from '#bot/delivery/replies';
import type { RowKind } from '#bot/platform/rows';

export const deliveryRows: readonly RowKind[] = [...controlRows, leaseRows, parkedRows, replyRows];
