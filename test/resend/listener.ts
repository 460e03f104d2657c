import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Resend, type WebhookEventPayload } from 'resend';
import { afterEach } from 'vitest';

let open: (() => void)[] = [];
afterEach(() => {
	for (const close of open) close();
	open = [];
});

/** Somebody a webhook calls: believes what the SDK believes, and answers what it is told to, 200 in the end. */
export async function listen({ secret, answers = [] }: { secret: () => string; answers?: number[] }) {
	const calls: { id: string; event: WebhookEventPayload }[] = [];
	const server = createServer((request, response) => {
		void (async () => {
			const chunks: Buffer[] = [];
			for await (const chunk of request) chunks.push(chunk as Buffer);
			const header = (name: string) => String(request.headers[name]);
			const id = header('svix-id');
			const headers = { id, timestamp: header('svix-timestamp'), signature: header('svix-signature') };
			const payload = Buffer.concat(chunks).toString();
			calls.push({
				id,
				event: new Resend('re_x').webhooks.verify({ payload, headers, webhookSecret: secret() }),
			});
			response.writeHead(answers.shift() ?? 200).end();
		})().catch(() => response.writeHead(400).end());
	}).listen(0, '127.0.0.1');
	await once(server, 'listening');
	open.push(() => {
		server.close();
		server.closeAllConnections();
	});
	return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, calls };
}
