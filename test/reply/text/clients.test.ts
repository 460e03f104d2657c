import { describe, expect, it } from 'vitest';
import { trimReply } from '../../../integrations/kindred/src/reply/index.ts';
import clients from './clients.json' with { type: 'json' };

/**
 * What mail programs of each language write around a quote: Gmail, Outlook, Apple Mail, Thunderbird, Yahoo, Roundcube, Mail.ru,
 * QQ, Naver and others. Names, dates and sentences are ours.
 */
const shapes = Object.entries(clients).flatMap(([lang, { own, quote, wrote, blocks, device }]) => [
	...wrote.flatMap((one): [string, string, string, string, string][] => [
		[lang, own, one, `${one}\n> ${quote}\n>\n> Ada\n`, ''],
		[lang, own, one, `${one}\n\n> ${quote}\n> Ada\n`, ''],
		[lang, own, one, `${one}\n\n${quote}\n\nAda\n`, ''],
	]),
	...blocks.flatMap((one): [string, string, string, string, string][] => [
		[lang, own, one, `${one}\n\n${quote}\n\nAda\n`, ''],
		[lang, own, one, `________________________________\n${one}\n\n${quote}\n`, ''],
	]),
	...device.map((one): [string, string, string, string, string] => [
		lang,
		own,
		one,
		`${one}\n\n${wrote[0]}\n> ${quote}\n`,
		one,
	]),
]);

describe('an answer is told from what its program added', () => {
	it.each(shapes)('%s: %s\n%s', (_lang, own, _shape, below, signature) => {
		const both = `${own}\n${own}`;
		const trimmed = trimReply({ text: `${both}\n\n${below}` });
		expect([trimmed.text, trimmed.signature]).toEqual([both, signature]);
		expect(trimReply({ text: `${both}\n\n${below}`.replaceAll('\n', '\r\n') }).text).toBe(both);
	});
});

/** A text broken at so many characters, as mail programs break it on the way. */
function broken(text: string, width: number): string {
	return text
		.split('\n')
		.map((line) =>
			line.split(' ').reduce((all, word) => {
				const last = all.slice(all.lastIndexOf('\n') + 1);
				return `${all}${last.length + word.length >= width ? '\n' : ' '}${word}`;
			}),
		)
		.join('\n');
}

const changes: Record<string, (text: string) => string> = {
	'broken at 76 characters': (text) => broken(text, 76),
	'broken at 48 characters': (text) => broken(text, 48),
	'with a long name, broken': (text) => broken(text.replace('Ada <', 'Augusta Ada King of Lovelace <'), 72),
	'with a title': (text) => text.replace('Ada <', '"Ada, Countess" <'),
	'with spaces that do not break': (text) => text.replaceAll(' ', '\u00a0'),
	'with spaces at the ends': (text) => `${text.replaceAll('\n', '  \n')}  `,
	'without a name': (text) => text.replace('Ada <ada@example.com>', 'ada@example.com'),
	'with an address for Outlook': (text) => text.replace('<ada@example.com>', '[mailto:ada@example.com]'),
};
const blockChanges: Record<string, (text: string) => string> = {
	...changes,
	'in bold type': (text) => text.replace(/^(\p{L}[^\n:：]*[:：])/gmu, '*$1*'),
	'with gaps': (text) => text.replaceAll('\n', '\n\n'),
	'with tabs': (text) => text.replaceAll(': ', ':\t'),
	'with full-width colons': (text) => text.replace(/(?<=^\p{L}[^\n:：<]*): /gmu, '：'),
	indented: (text) => text.replace(/^/gm, '    '),
};

describe('it is, though a mail looks different when it comes', () => {
	it.each(Object.entries(clients))('in %s', (_lang, { own, quote, wrote, blocks }) => {
		const text = `${own}\n${own}`;
		for (const change of Object.values(changes)) {
			for (const one of wrote.map(change)) {
				expect(trimReply({ text: `${text}\n\n${one}\n> ${quote}\n` }).text, one).toBe(text);
				expect(trimReply({ text: `${text}\n\n${one}\n\n${quote}\n` }).text, one).toBe(text);
			}
		}
		for (const change of Object.values(blockChanges)) {
			for (const one of blocks.map(change))
				expect(trimReply({ text: `${text}\n\n${one}\n\n${quote}\n` }).text, one).toBe(text);
		}
	});
});
