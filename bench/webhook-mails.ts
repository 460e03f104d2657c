import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/*
 * Resend as the webhook route of `bench/webhook.ts` asks it: any id is a mail, told by `GET /emails/receiving/:id` and served
 * whole below `/raw/`. Each is another one: an answer in text and HTML above the letter it quotes, 6 KB, from one of a
 * thousand readers. Prints its address.
 */
const quoted = Array.from({ length: 18 }, (_, n) => `Paragraph ${n} of the letter, long enough for a line.`);

function mailOf(id: string): string {
	const number = Number(id.replace(/\D/g, ''));
	const own = `I read the third part twice, and I would come in May. (${id})`;
	const html = quoted.map((line) => `<p style="margin:0 0 16px">${line}</p>`).join('');
	const written = 'On Wed, 18 Nov 2026 at 09:00, Ada &lt;ada@example.org&gt; wrote:';
	return [
		`From: Reader ${number % 1000} <reader${number % 1000}@example.net>`,
		'To: letters@in.example.org',
		'Subject: Re: What I learnt about groups',
		`Message-ID: <${id}@mail.example.net>`,
		'In-Reply-To: <0100-000@eu-west-1.amazonses.com>',
		'Date: Wed, 18 Nov 2026 10:00:00 +0000',
		'MIME-Version: 1.0',
		'Content-Type: multipart/alternative; boundary="b1"',
		'',
		'--b1',
		'Content-Type: text/plain; charset=utf-8',
		'',
		own,
		'',
		'On Wed, 18 Nov 2026 at 09:00, Ada <ada@example.org> wrote:',
		...quoted.map((line) => `> ${line}`),
		'--b1',
		'Content-Type: text/html; charset=utf-8',
		'',
		`<div dir="ltr">${own}</div><br><div class="gmail_quote"><div class="gmail_attr">${written}</div>`,
		`<blockquote class="gmail_quote">${html}</blockquote></div>`,
		'--b1--',
		'',
	].join('\r\n');
}

const server = createServer((request, response) => {
	const id = request.url!.split('/').at(-1)!.split('?')[0]!;
	if (request.url!.startsWith('/raw/')) return void response.end(mailOf(id));
	const { port } = server.address() as AddressInfo;
	response.writeHead(200, { 'content-type': 'application/json' });
	response.end(
		JSON.stringify({
			object: 'email',
			id,
			to: ['letters@in.example.org'],
			from: 'reader@example.net',
			received_for: ['letters@in.example.org'],
			created_at: '2026-11-18T10:00:00.000Z',
			raw: { download_url: `http://127.0.0.1:${port}/raw/${id}`, expires_at: '2026-11-18T11:00:00.000Z' },
		}),
	);
}).listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
