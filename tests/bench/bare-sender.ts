// A bare loop of continueConversationAsync with our own limiter, until it is ended: no claim, no ledger,
// no storage. What the CPU of a message of ours is held against.
import { TeamsAdapter } from '@microsoft/teams-ai';
import { CardFactory, MessageFactory } from 'botbuilder';
import { pacing } from '#bot/delivery/pace';

const adapter = new TeamsAdapter({});
const pace = pacing(Number(process.env['RATE']));
const card = JSON.parse(process.env['CARD'] ?? '{}') as object;
let next = 0;
const work = async (): Promise<never> => {
  for (;;) {
    const n = next;
    next += 1;
    await pace.permit();
    await adapter.continueConversationAsync(
      '',
      {
        channelId: 'msteams',
        serviceUrl: process.env['TEAMS'] ?? '',
        bot: { id: 'bot', name: '' },
        conversation: {
          id: `bare-${n}`,
          name: '',
          isGroup: false,
          conversationType: '',
          tenantId: 'tenant',
        },
      },
      async (context) => {
        await context.sendActivity(MessageFactory.attachment(CardFactory.adaptiveCard(card)));
      },
    );
  }
};
process.stdout.write('sends\n');
await Promise.all(Array.from({ length: 32 }, work));
