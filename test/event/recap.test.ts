import { fromMarkdown } from 'mdast-util-from-markdown';
import { mdxFromMarkdown } from 'mdast-util-mdx';
import { toString } from 'mdast-util-to-string';
import { mdxjs } from 'micromark-extension-mdxjs';
import matter from 'gray-matter';
import { describe, expect, it } from 'vitest';
import { countEvent, draftRecap, type Rsvp } from '../../integrations/kindred/src/event/index.ts';
import type { Interaction } from '../../integrations/kindred/src/person/index.ts';
import { eventOf } from './supper.ts';

const NOW = '2031-05-18T09:00:00.000Z';
const rsvp = (person: number, seat: Rsvp['seat'], answers?: Record<string, string>): Rsvp => ({
	person,
	answer: 'yes',
	seat,
	guests: 0,
	answeredAt: NOW,
	detail: answers && { answers },
});
const line = (person: number, kind: Interaction['kind'], guests?: number): Interaction => ({
	id: 0,
	person,
	at: NOW,
	kind,
	detail: guests ? { guests } : {},
});
const questions = [
	{ id: 'pot', ask: 'Which pot?', choices: ['Red', 'Green'], required: false },
	{ id: 'why', ask: 'Why do you come?', required: false },
];

describe('the numbers of an event', () => {
	const ledger = [1, 2, 3, 4, 5, 6].map((person) =>
		rsvp(person, person > 5 ? 'waiting' : 'seated', {
			pot: person > 1 ? 'Red' : 'Green',
			why: `secret ${person}`,
		}),
	);
	const past = [
		line(1, 'seated'),
		line(1, 'attended', 2),
		line(2, 'attended'),
		line(3, 'missed'),
		line(9, 'attended'),
	];
	const event = eventOf({ questions });

	it('say who came, for the first time, and who did not', () => {
		expect(countEvent(event, ledger, past, new Map([[1, 2]]))).toMatchObject({
			seated: 5,
			came: 3,
			companions: 2,
			newcomers: 2,
			missed: 1,
			waited: 1,
		});
	});
	it('count choices only where enough chose, and never what was written', () => {
		expect(countEvent(event, ledger, past, new Map()).choices).toEqual([
			{ ask: 'Which pot?', counts: { Red: 4, Green: 1 } },
		]);
		expect(countEvent(event, ledger.slice(1), past, new Map()).choices).toEqual([]);
		expect(JSON.stringify(countEvent(event, ledger, past, new Map()))).not.toContain('secret');
	});
	it('are none of an event nobody answered', () => {
		expect(countEvent(event, [], [], new Map())).toMatchObject({ seated: 0, came: 0, choices: [] });
	});
});

describe('the draft of an article about an event', () => {
	const hostile = 'Soup *and* {bread} <b> [x](y) "and" \\ 100 & more */ --- _';
	const event = eventOf({
		title: hostile,
		place: { name: '{place}' },
		questions: [{ id: 'pot', ask: 'A */} pot?', choices: ['Red'], required: false }],
	});
	const ledger = [1, 2, 3, 4, 5].map((person) => rsvp(person, 'seated', { pot: 'Red' }));
	const text = draftRecap(event, countEvent(event, ledger, [], new Map()), 'Europe/Berlin', NOW);

	it('is a draft that names its event', () => {
		expect(matter(text).data).toMatchObject({ title: hostile, event: 'supper', draft: true, lang: 'en' });
	});
	it('links to the event, and shows readers no numbers, whatever it is called', () => {
		const tree = fromMarkdown(matter(text).content, {
			extensions: [mdxjs()],
			mdastExtensions: [mdxFromMarkdown()],
		});
		expect(tree.children.map(({ type }) => type)).toEqual([
			'mdxFlowExpression',
			'paragraph',
			'mdxFlowExpression',
		]);
		const paragraph = tree.children[1] as { children: { type: string; url?: string }[] };
		expect(paragraph.children[0]).toMatchObject({ type: 'link', url: '/events/supper/' });
		expect(toString(paragraph as never)).toMatch(
			/^Soup \*and\* \{bread\} <b> .+ · Saturday, 17 May 2031.+ · \{place\}$/,
		);
	});
});
