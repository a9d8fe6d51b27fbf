import type { ChildProcess } from 'node:child_process';
import { localTenant } from '#bot/config';
import { ended, median, started } from '#tests/bench/processes';
import { actionsIn, fakeTeams } from '#tests/fakes/teams';

const warmUp = 30;
const rounds = 150;

/** (a) A saved check-in through our bot and through a bare one, in turn, in one run. */
export async function answerTimes(
  storage: string,
  bareBundle: string,
): Promise<{ ours: number; bare: number; ratio: number }> {
  const teams = await fakeTeams();
  const processes: ChildProcess[] = [];
  try {
    const quiet = { PLAYGROUND: 'off', SAMPLE: 'off', LOG_LEVEL: 'silent' };
    processes.push(
      await started(
        ['dist/main.mjs'],
        { ...quiet, PORT: '4101', ROLE: 'web', STORAGE_CONNECTION_STRING: storage },
        /is ready/,
      ),
      await started([bareBundle], { PORT: '4102', STORAGE: storage }, /is ready/),
    );
    const activity = (number: number, more: object) => ({
      id: `bench-${number}`,
      channelId: 'msteams',
      serviceUrl: teams.serviceUrl,
      locale: 'en-GB',
      from: { id: '29:bench', name: 'Bench', aadObjectId: '00000000-0000-4000-8000-00000000bec4' },
      recipient: { id: '28:bot' },
      conversation: { id: 'bench', conversationType: 'personal', tenantId: localTenant },
      channelData: { tenant: { id: localTenant } },
      ...more,
    });
    const post = async (port: number, body: object): Promise<number> => {
      const start = performance.now();
      const response = await fetch(`http://127.0.0.1:${port}/api/messages`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(body),
      });
      const answer = await response.text();
      const took = performance.now() - start;
      if (!response.ok) throw new Error(answer);
      return took;
    };
    const press = (verb: string, data: object) => ({
      type: 'invoke',
      name: 'adaptiveCard/action',
      value: { action: { type: 'Action.Execute', verb, data } },
    });
    const ours: number[] = [];
    const bare: number[] = [];
    for (let round = 0; round < warmUp + rounds; round += 1) {
      await post(4101, activity(round * 3, { type: 'message', text: 'check in' }));
      const save = actionsIn(teams.posted.at(-1)?.activity).find(
        ({ verb }) => verb === 'checkin.save',
      );
      const filled = { ...save?.data, learned: 'Ask before you help.', skill: '', wish: '' };
      const timed = [
        await post(4101, activity(round * 3 + 1, press('checkin.save', filled))),
        await post(4102, activity(round * 3 + 2, press('save', filled))),
      ] as const;
      if (round < warmUp) continue;
      ours.push(timed[0]);
      bare.push(timed[1]);
    }
    const [a, b] = [median(ours), median(bare)];
    return { ours: a, bare: b, ratio: a / b };
  } finally {
    for (const child of processes) await ended(child);
    await teams.close();
  }
}
