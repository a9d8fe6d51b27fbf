import type { BadgesView, GaveView } from '#bot/features/thanks/wire';
import { Dialog } from '../../ui/dialog';
import { useToasts } from '../../ui/toasts';
import { useServer } from '../../use-resource';
import { useWords } from '../../words';
import { badgesPath } from './badges';
import { ThankForm } from './thank-form';
import type { Thanks } from './thanking';

export function ThankDialog({ thanks, onClose }: { thanks: Thanks; onClose: () => void }) {
  const { t } = useWords();
  const { resources } = useServer();
  const toasts = useToasts();

  function given({ said, ...badge }: GaveView) {
    // Written into the list at once when it is on screen or was before.
    resources
      .lay<BadgesView>(badgesPath, (known) => known)
      .commit((known) => ({
        ...known,
        given: [badge, ...known.given.filter(({ id }) => id !== badge.id)],
      }));
    onClose();
    thanks.onGiven?.();
    toasts.say(said);
  }

  return (
    <Dialog title={t('thank.title')} onClose={onClose}>
      <ThankForm thanks={thanks} onGiven={given} onCancel={onClose} />
    </Dialog>
  );
}
