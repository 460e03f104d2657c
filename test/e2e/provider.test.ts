import { afterAll, beforeAll, expect, test } from 'vitest';
import { startResend, type ResendStandIn } from '../resend/server.ts';
import { subscribe } from './people.ts';
import { startSite, type RunningSite } from './site.ts';

let site: RunningSite;
let resend: ResendStandIn;
let env: Record<string, string>;
beforeAll(async () => {
	resend = await startResend();
	site = await startSite();
	env = { RESEND_API_KEY: 're_test', RESEND_BASE_URL: resend.url };
	await subscribe(site.root, 250);
});
afterAll(async () => {
	await site?.stop();
	await resend?.close();
});

test('250 subscribers are three batch calls with keys of their own; a second send makes none', async () => {
	expect(await site.run(['digest', 'plan', '2026-11-groups', '--approve'], { env })).toMatchObject({
		code: 0,
	});
	expect(await site.run(['digest', 'send', '2026-11-groups'], { env })).toMatchObject({ code: 0 });
	const batches = () => resend.requests.filter(({ path }) => path === '/emails/batch');
	expect(batches().map(({ body }) => (body as unknown[]).length)).toEqual([100, 100, 50]);
	expect(new Set(batches().map(({ headers }) => headers['idempotency-key'])).size).toBe(3);
	expect(new Set(resend.emails.map(({ to }) => String(to))).size).toBe(250);

	expect(await site.run(['digest', 'send', '2026-11-groups'], { env })).toMatchObject({ code: 0 });
	expect(batches()).toHaveLength(3);
	const status = JSON.parse(
		(await site.run(['digest', 'status', '2026-11-groups', '--json'], { env })).stdout,
	) as Record<string, number>;
	expect(status).toMatchObject({ candidates: 250, sent: 250, pending: 0, failed: 0, held: 0 });
});
