/** @jest-environment jsdom */
import type { Answer, Api } from '../../tab/api';
import { createResources } from '../../tab/resources';

const path = '/api/list';
const good = <T>(value: T): Answer<T> => ({ ok: true, value });

/** An API whose answers wait until the test lets them go. */
function heldApi() {
  const waiting: { method: string; go: (answer: Answer<unknown>) => void }[] = [];
  const api = {
    call: (method: string) =>
      new Promise<Answer<unknown>>((go) => {
        waiting.push({ method, go });
      }),
  } as unknown as Api;
  const settle = () => new Promise((done) => setTimeout(done));
  return { api, waiting, settle };
}

describe('what the pages know', () => {
  const adding = (item: string) => (known: string[]) =>
    known.includes(item) ? known : [...known, item];

  it('shows a change at once and takes it back when refused', async () => {
    const { api, waiting, settle } = heldApi();
    const resources = createResources(api);
    const loading = resources.load(path);
    waiting.shift()?.go(good(['a']));
    await loading;
    const change = resources.change<string[], unknown>(path, adding('b'), () =>
      api.call('POST', path),
    );
    expect(resources.read(path).data).toEqual(['a', 'b']);
    const trouble = { kind: 'refused', message: 'no', field: null } as const;
    waiting.shift()?.go({ ok: false, trouble });
    expect(await change).toEqual({ ok: false, trouble });
    await settle();
    expect(resources.read(path).data).toEqual(['a']);
  });

  it('reads again when an answer was on its way while a change was agreed', async () => {
    const { api, waiting, settle } = heldApi();
    const resources = createResources(api);
    const first = resources.load(path);
    waiting.shift()?.go(good(['a']));
    await first;
    const reading = resources.load(path);
    const change = resources.change<string[], unknown>(path, adding('b'), () =>
      api.call('POST', path),
    );
    const [read, post] = waiting.splice(0);
    post?.go(good({}));
    await change;
    read?.go(good(['a']));
    await settle();
    expect(resources.read(path).data).toEqual(['a', 'b']);
    waiting.shift()?.go(good(['a', 'b']));
    await reading;
    expect(resources.read(path).data).toEqual(['a', 'b']);
  });

  it('keeps a waiting change over newer data, and shows it once', async () => {
    const { api, waiting } = heldApi();
    const resources = createResources(api);
    const first = resources.load(path);
    waiting.shift()?.go(good(['a']));
    await first;
    const layer = resources.lay<string[]>(path, adding('b'));
    const reading = resources.load(path);
    waiting.shift()?.go(good(['z', 'b']));
    await reading;
    expect(resources.read(path).data).toEqual(['z', 'b']);
    layer.drop();
    expect(resources.read(path).data).toEqual(['z', 'b']);
  });

  it('keeps the identity of an unchanged answer, so that nothing is drawn again', async () => {
    const { api, waiting } = heldApi();
    const resources = createResources(api);
    let told = 0;
    resources.subscribe(path, () => {
      told += 1;
    });
    waiting.shift()?.go(good(['a']));
    await resources.load(path);
    const before = resources.read(path).data;
    const again = resources.refresh();
    waiting.shift()?.go(good(['a']));
    await again;
    expect(resources.read(path).data).toBe(before);
    expect(told).toBe(1);
  });
});
