import { controlRows } from '#bot/delivery/control';
import { leaseRows } from '#bot/delivery/lease';
import { parkedRows } from '#bot/delivery/parked';
import type { RowKind } from '#bot/platform/rows';

export const deliveryRows: readonly RowKind[] = [...controlRows, leaseRows, parkedRows];
