// A teams-ai bot that answers a press with a card after the same number of raw table calls as a
// saved check-in makes: one query, one batch. What ours is held against.
import { TableClient } from '@azure/data-tables';
import { Application, TeamsAdapter, type TurnState } from '@microsoft/teams-ai';
import { type Activity, CardFactory } from 'botbuilder';
import express from 'express';

const client = TableClient.fromConnectionString(process.env['STORAGE'] ?? '', 'Bare', {
  allowInsecureConnection: true,
});
await client.createTable();
const adapter = new TeamsAdapter({});
const app = new Application<TurnState>({ adapter, botAppId: '', startTypingTimer: false });
let calls = 0;
app.addRoute(
  async (context) => context.activity.type === 'invoke',
  async (context) => {
    calls += 1;
    const partitionKey = context.activity.from.aadObjectId ?? '';
    const rows = client.listEntities({
      queryOptions: { filter: `PartitionKey eq '${partitionKey}' and RowKey lt 'e'` },
    });
    for await (const _ of rows) break;
    await client.submitTransaction([
      ['upsert', { partitionKey, rowKey: 'a~profile', data: '{}' }, 'Replace'],
      ['create', { partitionKey, rowKey: `h~${calls}-${Date.now()}`, data: '{}' }],
    ]);
    const { content } = CardFactory.adaptiveCard({
      type: 'AdaptiveCard',
      version: '1.5',
      body: [{ type: 'TextBlock', text: 'Saved.', wrap: true }],
    });
    await context.sendActivity({
      type: 'invokeResponse',
      value: {
        status: 200,
        body: {
          statusCode: 200,
          type: 'application/vnd.microsoft.card.adaptive',
          value: content,
        },
      },
    } as Partial<Activity>);
  },
  true,
);
const server = express();
server.post('/api/messages', express.json(), (request, response) =>
  adapter.process(request, response, async (context) => {
    await app.run(context);
  }),
);
server.listen(Number(process.env['PORT']), '127.0.0.1', () => process.stdout.write('is ready\n'));
