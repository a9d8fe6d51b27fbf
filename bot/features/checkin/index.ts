import { checkinRoutes } from '#bot/features/checkin/routes';
import { checkinVerbs } from '#bot/features/checkin/verbs';
import type { CheckinDeps } from '#bot/features/checkin/view';
import type { Feature } from '#bot/ports';

export { checkinRows } from '#bot/features/checkin/store';

/** The check-in, weekly or when asked for, and the timeline of what somebody learnt. */
export const checkin = (options: CheckinDeps): Feature => ({
  ...checkinVerbs(options),
  routes: checkinRoutes(options),
});
