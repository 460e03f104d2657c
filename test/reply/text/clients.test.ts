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
