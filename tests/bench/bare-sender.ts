// A bare loop of continueConversationAsync with our own limiter: no claim, no ledger, no storage.
// What the CPU of a message of ours is held against.
import { TeamsAdapter } from '@microsoft/teams-ai';
import { CardFactory, MessageFactory } from 'botbuilder';
import { pacing } from '#bot/delivery/pace';

const adapter = new TeamsAdapter({});
const count = Number(process.env['COUNT']);
const pace = pacing(Number(process.env['RATE']));
const card = JSON.parse(process.env['CARD'] ?? '{}') as object;
// Counted from the first tenth on, as ours is: neither pays for what is loaded and compiled once.
const warm = count / 10;
let next = 0;
let before = process.cpuUsage();
const work = async (): Promise<void> => {
  for (;;) {
    const n = next;
    next += 1;
    if (n >= count) return;
    if (n === warm) before = process.cpuUsage();
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
await Promise.all(Array.from({ length: 32 }, work));
const { user, system } = process.cpuUsage(before);
process.stdout.write(`cpu ${(user + system) / 1000 / (count - warm)}\n`);
