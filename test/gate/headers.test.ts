import { describe, expect, it } from 'vitest';
import type { Letter } from '../../integrations/kindred/src/base/letter.ts';
import { checkMail } from '../../integrations/kindred/src/digest/gate/index.ts';
import { site } from '../site.ts';
import { context, headers, letterOf, lines } from './sample.ts';

const told = (changes: Partial<Letter>, more = {}) =>
	lines(checkMail({ item: 'mail to 17', letter: letterOf(changes) }, { ...context, ...more }));
/** The sample with one header changed, or left out. */
const withHeader = (name: string, value?: string, more = {}) => {
	const { [name]: _old, ...rest } = headers;
	return told({ headers: value === undefined ? rest : { ...rest, [name]: value } }, more);
};
const link = headers['List-Unsubscribe']!;

describe('every mail', () => {
	it('passes when it is good, with nothing to pick up', () => {
		const letter = letterOf();
		expect(told({})).toEqual([]);
		expect(checkMail({ item: 'a', letter }, context)).toBe(checkMail({ item: 'b', letter }, context));
	});

	it('has no line break in a header, nor any other control character', () => {
		for (const bad of ['a\r\nBcc: all@example.com', 'a\nb', 'a\rb', 'a\u0000b', 'a\u007fb'])
			expect(withHeader('X-Note', bad), JSON.stringify(bad)).toEqual([
				'headers: X-Note holds a line break or another control character.',
			]);
		expect(told({ replyTo: 'a@in.example.com\r\nBcc: b@example.com' })).toContain(
			'headers: Reply-To holds a line break or another control character.',
		);
		expect(told({ to: { name: 'A\nB', email: 'a@reader.example' } })).toEqual([
			'headers (warning): The name in To holds a line break or another control character.',
		]);
	});

	it('has headers with names that are names, each once', () => {
		expect(withHeader('X Note', 'a')[0]).toBe(
			'headers: A header is called "X Note", which is no header’s name.',
		);
		expect(withHeader('X-Nöte:', 'a')).toHaveLength(1);
		expect(withHeader('bcc', 'a@example.com')).toEqual(['headers: bcc would stand in the letter twice.']);
		expect(withHeader('list-ID', '<a.example.com>')).toEqual([
			'headers: list-ID stands in the letter twice.',
		]);
	});

	it('has no header line that cannot be folded below 998 octets', () => {
		expect(withHeader('X-Note', 'word '.repeat(400).trim())).toEqual([]);
		expect(withHeader('X-Note', 'x'.repeat(990))).toEqual([]);
		expect(withHeader('X-Note', `a ${'x'.repeat(991)}`)).toEqual([
			'headers: X-Note has a word too long for a line of 998 octets.',
		]);
	});

	it('has headers in ASCII', () => {
		expect(withHeader('List-Id', '"長桌" <letters.example.com>')).toContain(
			'encoding: List-Id holds characters beyond ASCII, and a header of its kind has no place for them.',
		);
	});

	it('has addresses that can be delivered to', () => {
		for (const email of [
			'nobody',
			'a@b',
			'a b@reader.example',
			`${'x'.repeat(65)}@reader.example`,
			'a@reader.example>',
		])
			expect(told({ to: { name: '', email } }), email).toEqual([
				'addresses: To is no address that mail can be delivered to.',
			]);
		expect(told({ replyTo: `${'x'.repeat(65)}@in.example.com`, from: { name: '', email: '' } })).toEqual([
			'addresses: From is no address that mail can be delivered to.',
			'addresses: Reply-To is no address that mail can be delivered to.',
		]);
		expect(
			told({ to: { name: '', email: 'jörg@reader.example' }, from: { name: '', email: 'Ada@Example.com' } }),
		).toEqual([]);
	});

	it('has a subject', () => {
		expect(told({ subject: ' ' })).toEqual(['subject: The letter has no subject.']);
		expect(told({ subject: 'Hello\r\nBcc: x' })).toEqual([
			'subject: The subject holds a line break or another control character.',
		]);
		expect(told({ subject: '字'.repeat(333) })).toEqual([
			'subject: The subject has 999 octets, and 998 is the most.',
		]);
		expect(told({ subject: 'Dear undefined {{ name }}' })[0]).toMatch(
			/^residue: The subject holds a placeholder/,
		);
	});

	it('says which list it belongs to', () => {
		expect(withHeader('List-Id')).toEqual(['list-id: The letter has no List-Id.']);
		for (const bad of [
			'letters.example.com',
			'<letters>',
			'<a b.example.com>',
			`<${'x.'.repeat(128)}x>`,
			'<a..b>',
			'<a.b> c',
		])
			expect(withHeader('List-Id', bad), bad).toEqual([
				'list-id: List-Id is not a phrase with an id in angle brackets.',
			]);
		for (const good of ['<letters.example.com>', 'Long Table <letters.example.com>', '"A \\" B" <a.b>'])
			expect(withHeader('List-Id', good), good).toEqual([]);
	});

	it('has a way out that both of its forms show', () => {
		expect(withHeader('List-Unsubscribe')).toContain('list-unsubscribe: The letter has no List-Unsubscribe.');
		expect(withHeader('List-Unsubscribe', link.slice(1, -1))[0]).toBe(
			'list-unsubscribe: List-Unsubscribe is not a list of links in angle brackets.',
		);
		expect(withHeader('List-Unsubscribe', '<javascript:x>')[0]).toMatch(/^list-unsubscribe: /);
		expect(withHeader('List-Unsubscribe', link.replace('.c2l', '.d2l'))).toEqual([
			'list-unsubscribe: The link that ends the subscription stands in List-Unsubscribe, but not in both forms of the letter.',
		]);
		expect(withHeader('List-Unsubscribe', `${link}, <mailto:letters@example.com?subject=leave>`)).toEqual([]);
	});

	it('is left with one click where there is a server, and by mail where there is none', () => {
		expect(withHeader('List-Unsubscribe-Post')).toEqual([
			'one-click: List-Unsubscribe-Post is not `List-Unsubscribe=One-Click`, so no mail program shows its button.',
		]);
		expect(withHeader('List-Unsubscribe', `${link}, <https://example.com/other/>`)).toEqual([
			'one-click: List-Unsubscribe holds 2 web links, and one click needs exactly one.',
		]);
		expect(withHeader('List-Unsubscribe', link.replace('https:', 'http:'))).toContain(
			'one-click: The link that ends the subscription is not https.',
		);
		const bare = { site: { ...site, dynamic: false } };
		const mailto = '<mailto:ada@example.com>';
		expect(withHeader('List-Unsubscribe', mailto, bare)[0]).toMatch(/^list-unsubscribe: .*both forms/);
		expect(withHeader('List-Unsubscribe', mailto, bare)).toContain(
			'one-click: List-Unsubscribe-Post promises one click, but there is only a mail link.',
		);
	});

	it('tells robots to keep quiet', () => {
		expect(withHeader('Auto-Submitted')).toEqual(['auto-submitted: The letter has no Auto-Submitted.']);
		expect(withHeader('Auto-Submitted', 'no')).toEqual([
			'auto-submitted: Auto-Submitted is not `auto-generated`.',
		]);
		expect(withHeader('X-Auto-Response-Suppress')).toHaveLength(1);
		expect(withHeader('X-Auto-Response-Suppress', 'OOF, AutoReply')).toEqual([]);
		expect(withHeader('X-Auto-Response-Suppress', 'Everything')).toEqual([
			'auto-response: X-Auto-Response-Suppress is not `All`.',
		]);
	});

	it('names its stream to Gmail, and nobody’s address', () => {
		for (const bad of ['digest', 'digest:example.com:me', 'a:b:c:d:kindred', 'a@b:kindred', 'a b:kindred'])
			expect(withHeader('Feedback-ID', bad), bad).toEqual([
				'feedback-id: Feedback-ID is not `stream:site:sender`, the sender of 5 to 15 characters.',
			]);
		expect(withHeader('Feedback-ID')).toEqual(['feedback-id: The letter has no Feedback-ID.']);
	});

	it('carries nothing about its reader in the way out', () => {
		const { email } = letterOf().to;
		expect(
			withHeader('List-Unsubscribe', link.replace('?t=', `?e=${encodeURIComponent(email)}&t=`)),
		).toContain('personal-data: A link carries a mail address.');
	});

	it('is not held up by a name that a token happens to spell', () => {
		expect(told({ to: { name: 'Sig', email: 'sig@reader.example' } })).toEqual([]);
	});

	it('is weighed, and has no slot left', () => {
		expect(told({ html: `${letterOf().html}${'字'.repeat(34_000)}` })[0]).toMatch(
			/^size: The letter has 10\d{4} bytes/,
		);
		expect(told({ text: `${letterOf().text}\uE000name\uE001` })).toEqual([
			'slots: A slot of the letter was not filled.',
		]);
	});
});
