import { everyField, openTarget } from '#tests/fakes/fuzz';
it('slow', async () => {
  const target = await openTarget();
  const values = ['y'.repeat(70_000), 'é\u0301'.repeat(5_000), '<'.repeat(10_000), '👩‍👩‍👧‍👦'.repeat(900), null, ''];
  const out: [number, string][] = [];
  for (const press of everyField(target, values) as any[]) {
    const t = Date.now();
    await (await target.house.send(press)).text();
    const d = press.value.action.data;
    out.push([Date.now() - t, press.value.action.verb + ' ' + Object.keys(d).filter((k) => String(d[k]).length > 500 || !d[k]) + ' ' + JSON.stringify(Object.values(d)).slice(0, 60)]);
  }
  console.log(out.length, out.reduce((a, [n]) => a + n, 0), out.sort((a, b) => b[0] - a[0]).slice(0, 12));
  await target.close();
}, 120000);
