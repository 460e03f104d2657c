import { describe, expect, it } from 'vitest';
import { checkPiece, checkTemplate, tally } from '../../integrations/kindred/src/digest/gate/index.ts';
import { context, filled, piece, templateOf, type Changes } from './sample.ts';

const source = {
	file: 'content/digests/2026-11.mdx',
	source: `---
title: What I learnt
subject: What I learnt
---
A short hello, with *two
words* wrapped, and [a link](/posts/why-groups-dye/).

<Post note="See" id="why-groups-die" />
<Post id={'a-table-for-eight'} />

Dear {{ name }},`,
};
const at = (changes: Changes) =>
	checkTemplate({ item: 'template en', template: templateOf(changes), filled, source }, context).map(
		({ file, line, item }) => `${item} ${file}:${line}`,
	);

describe('a finding', () => {
	it('names the line a link stands on, also where the digest leaves the site out', () => {
		const body = '<a href="https://example.com/posts/why-groups-dye/">a link</a>';
		expect(at({ body })).toEqual(['template en content/digests/2026-11.mdx:6']);
	});

	it('names the line of words, of front matter and of what is left of a template', () => {
		expect(at({ body: '<p>Dear {{ name }},</p>' })).toEqual(['template en content/digests/2026-11.mdx:11']);
		expect(at({ subject: '字'.repeat(400) })).toEqual(['template en content/digests/2026-11.mdx:3']);
		expect(at({ body: '<p style="color:#eee">with <em>two words</em> wrapped</p>' })[0]).toMatch(
			/undefined$|:5$/,
		);
		expect(at({ body: '<p style="color:#eee">A short hello, with two words</p>' })[0]).toBe(
			'template en content/digests/2026-11.mdx:5',
		);
	});

	it('of a piece names the line of its post, in any quotes', () => {
		const of = (post: string) =>
			checkPiece(
				{ item: `post ${post}`, post, piece: { ...piece, text: 'x' }, within: templateOf(), source },
				context,
			)[0]?.line;
		expect([of('why-groups-die'), of('a-table-for-eight'), of('why-groups'), of('chosen.for+you')]).toEqual([
			8,
			9,
			undefined,
			undefined,
		]);
	});

	it('names no line of what the author did not write', () => {
		const [found] = checkTemplate(
			{ item: 't', template: templateOf({ preheader: '' }), filled, source },
			context,
		);
		expect(found).not.toHaveProperty('line');
	});
});

describe('many findings', () => {
	it('that say the same are told once, errors first', () => {
		const mail = (item: string, severity: 'error' | 'warning', message: string) =>
			({ rule: 'size', item, severity, message, hint: '' }) as const;
		const found = [
			mail('mail to 1', 'warning', 'heavy'),
			mail('mail to 2', 'error', 'broken'),
			mail('mail to 3', 'warning', 'heavy'),
		];
		expect(tally(found).map(({ finding, count }) => `${finding.message} ${count} ${finding.item}`)).toEqual([
			'broken 1 mail to 2',
			'heavy 2 mail to 1',
		]);
	});
});
