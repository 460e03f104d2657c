import fc from 'fast-check';
import PostalMime from 'postal-mime';
import { describe, expect, it } from 'vitest';
import { composerMail, mimeBytes } from '../../integrations/kindred/src/mail/mime.ts';
import { letterTo } from './letters.ts';

const at = '2026-11-22T09:30:00.000Z';
const ours = new Set([
	'from',
	'to',
	'reply-to',
	'subject',
	'date',
	'message-id',
	'mime-version',
	'content-type',
	'list-id',
	'list-unsubscribe',
	'list-unsubscribe-post',
	'auto-submitted',
]);

describe('a letter as a mail', () => {
	it('has the same bytes whenever it is made', async () => {
		const [one, other] = await Promise.all(
			[1, 2].map(() => mimeBytes(composerMail(letterTo('a@example.com'), 'k', at))),
		);
		expect(Buffer.from(one!).equals(Buffer.from(other!))).toBe(true);
	});

	it('has our headers and no others, whatever names and subjects hold', async () => {
		const text = fc.string({ unit: 'binary', maxLength: 120 });
		await fc.assert(
			fc.asyncProperty(text, text, text, async (name, subject, value) => {
				const letter = letterTo('a@example.com', { to: { name, email: 'a@example.com' }, subject });
				const mail = composerMail({ ...letter, headers: { ...letter.headers, 'List-Id': value } }, 'k', at);
				const { headers, to } = await PostalMime.parse(await mimeBytes(mail));
				expect(headers.map(({ key }) => key).filter((key) => !ours.has(key))).toEqual([]);
				expect(to).toMatchObject([{ address: 'a@example.com' }]);
			}),
			{ numRuns: 300 },
		);
	});

	it('gives bodies of any script back as they were', async () => {
		const body = fc.array(fc.constantFrom('a', ' ', 'é', '字', 'س', '🌳', '.', '=', '\n', 'From '), {
			maxLength: 400,
		});
		await fc.assert(
			fc.asyncProperty(body, async (pieces) => {
				const text = `x${pieces.join('')}x`;
				const parsed = await PostalMime.parse(
					await mimeBytes(composerMail(letterTo('a@example.com', { text }), 'k', at)),
				);
				expect(parsed.text?.replaceAll('\r\n', '\n').replace(/\n$/, '')).toBe(text);
			}),
			{ numRuns: 200 },
		);
	});
});
