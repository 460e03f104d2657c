import { setTimeout as sleep } from 'node:timers/promises';
import { answerWebhook, type WebhookHouse } from '../../integrations/kindred/src/astro/webhook-door.ts';
import type { Desk } from '../../integrations/kindred/src/cli/open.ts';
import { readResend } from '../../integrations/kindred/src/cli/sync-resend.ts';
import { openAttachments } from '../../integrations/kindred/src/files/attachments.ts';
import type { InboxHouse } from '../../integrations/kindred/src/inbox/index.ts';
import { openReceiving } from '../../integrations/kindred/src/mail/receiving.ts';
import type { Store } from '../../integrations/kindred/src/store/index.ts';
import { signWebhook } from '../resend/webhook.ts';

/** How a mail comes in. */
export type Way = 'webhook' | 'sync';

const secret = `whsec_${Buffer.from('a secret of a killed process').toString('base64')}`;

/** Takes in one mail, as a server or a command does, and says what came of it. */
export async function ingest(
	way: Way,
	house: Omit<InboxHouse, 'store'> & { readonly store: Store },
	{ root, api, mail }: { root: string; api: string; mail: string },
): Promise<string> {
	const whole = { ...house, attachments: openAttachments(root), root };
	return way === 'sync' ? round(whole as unknown as Desk, api) : call(whole, api, mail);
}

async function call(house: WebhookHouse, api: string, mail: string): Promise<string> {
	const body = JSON.stringify({ type: 'email.received', data: { email_id: mail } });
	const headers = signWebhook(secret, body, { id: `msg_${mail}` });
	const request = new Request('https://example.com/kindred/webhook/', { method: 'POST', body, headers });
	const receiving = openReceiving({ apiKey: 're_kill', baseUrl: api, budget: 5000 });
	const answer = await answerWebhook(request, { secret, receiving }, house);
	const text = `${answer.status} ${(await answer.text()).trim()}`;
	for (let patience = 100; patience > 0; patience--) {
		if ((await house.store.calls.waiting(1, house.now())).length === 0) break;
		await sleep(20);
	}
	return text;
}

async function round(desk: Desk, api: string): Promise<string> {
	const outcomes: string[] = [];
	const tell = (one: string) => void outcomes.push(one);
	await readResend(desk, { RESEND_API_KEY: 're_kill', RESEND_BASE_URL: api }, tell, tell);
	return outcomes.join();
}
