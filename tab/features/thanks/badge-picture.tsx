import { type BadgeKind, badgeKinds } from '#bot/core/learning';

/** Reads a badge id from outside; one that a newer server knows is shown as the plainest. */
export const badgeOf = (id: string): BadgeKind =>
  badgeKinds.find((known) => known === id) ?? 'explained';

/** The drawn badge. Its name always stands beside it, so the picture itself is silent. */
export function BadgePicture({ badge, size }: { badge: BadgeKind; size: number }) {
  return (
    <img
      src={`/badges/${badge}.png`}
      alt=""
      width={size}
      height={size}
      loading="lazy"
      style={{ flexShrink: 0 }}
    />
  );
}
