import type { APIRoute } from 'astro';
import { getSecret } from 'astro:env/server';
import { openReceiving } from '../../mail/receiving.ts';
import { openKindred } from '../open.ts';
import { deskOf } from '../waiting-letters.ts';
import { answerWebhook } from '../webhook-door.ts';

/** Resend waits 15 seconds for an answer and asks again later; the mail has to be fetched and filed within them. */
const BUDGET = 10_000;

export const prerender = false;

/** Where Resend tells of mail that came in, of bounces and complaints. */
export const POST: APIRoute = async ({ request }) => {
	const secret = getSecret('RESEND_WEBHOOK_SECRET')?.trim();
	if (!secret) return new Response('Not found\n', { status: 404 });
	const apiKey = getSecret('RESEND_API_KEY')?.trim();
	const baseUrl = getSecret('RESEND_BASE_URL')?.trim();
	const receiving = apiKey ? openReceiving({ apiKey, baseUrl, budget: BUDGET }) : undefined;
	return answerWebhook(request, { secret, receiving }, deskOf(await openKindred()));
};
