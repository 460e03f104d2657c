import type { Letter } from '../../integrations/kindred/src/base/letter.ts';

/** A letter with everything a letter can have, to be changed where a test needs it. */
export function letterTo(email: string, changes: Partial<Letter> = {}): Letter {
	return {
		from: { name: 'The Long Table', email: 'ada@blog.example.com' },
		to: { name: '陳怡君', email },
		replyTo: 'letters+3f-0123456789-0123456789abcdef0123@in.example.com',
		subject: 'Why groups die — 為什麼群組會死',
		html: '<!doctype html><html lang="en"><body><p>Hello <a href="https://blog.example.com/posts/x/">there</a></p></body></html>',
		text: 'Hello there <https://blog.example.com/posts/x/>',
		headers: {
			'List-Id': '"The Long Table" <letters.blog.example.com>',
			'List-Unsubscribe':
				'<https://blog.example.com/kindred/leave/?t=WyJsZWF2ZSIsIjEiLCIiLDE3OTUyNjU2MDBd.c2lnbmF0dXJlc2lnbmF0dXJlc2lnbmF0dXJlc2lnbmF0dXJl>',
			'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
			'Auto-Submitted': 'auto-generated',
		},
		tags: { stream: 'digest', thing: 'digest-2026-11' },
		...changes,
	};
}

/** Headers by their names in lower case: how a name is spelt means nothing (RFC 5322 section 1.2.2). */
export function byName(headers: readonly (readonly [name: string, value: string])[]): Record<string, string> {
	return Object.fromEntries(headers.map(([name, value]) => [name.toLowerCase(), value]));
}
