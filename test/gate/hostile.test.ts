import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	checkMail,
	checkSlotValues,
	checkTemplate,
	checkPiece,
} from '../../integrations/kindred/src/digest/gate/index.ts';
import { context, filled, headers, letterOf, templateOf } from './sample.ts';

const text = fc.oneof(
	fc.string({ unit: 'binary', maxLength: 200 }),
	fc.string({ unit: 'grapheme', maxLength: 200 }),
	fc.constantFrom(
		'',
		'\u0000',
		'"><script>',
		'=?utf-8?q?x?=',
		'\uE000leave-url\uE001',
		'\ud800',
		'{{',
		'x'.repeat(5000),
	),
);
const letter = letterOf();
const template = templateOf();

describe('whatever comes', () => {
	it('checking a mail, a piece or values never throws', () => {
		fc.assert(
			fc.property(text, text, text, text, text, (name, email, subject, header, value) => {
				const to = { name, email };
				checkMail(
					{
						item: 'm',
						letter: {
							...letter,
							to,
							from: to,
							replyTo: value,
							subject,
							html: header,
							text: name,
							headers: { ...headers, [header]: value, 'List-Unsubscribe': name },
						},
					},
					context,
				);
				checkSlotValues({ to, leave: value, replyTo: header }, context);
				checkPiece({ item: 'p', piece: { html: value, text: name }, within: template }, context);
			}),
			{ numRuns: 500 },
		);
	});

	it('checking a template never throws, whatever styles and tags it is made of', () => {
		const bits = fc.constantFrom(
			'<',
			'>',
			'</',
			'p',
			'style',
			' ',
			'=',
			'"',
			'{',
			'}',
			':',
			';',
			'color',
			'#12',
			'url(',
			')',
			'@media',
			'!important',
			'&#',
			'<!--',
			'-->',
			'é',
			'\uE001',
		);
		fc.assert(
			fc.property(fc.array(bits, { maxLength: 60 }), (some) => {
				const html = [...template.html, some.join('')];
				checkTemplate({ item: 't', template: { ...template, html }, filled }, context);
			}),
			{ numRuns: 300 },
		);
	});

	it('a line break in a header, a subject or an address is always found', () => {
		const broken = fc
			.tuple(fc.string({ maxLength: 40 }), fc.constantFrom('\r\n', '\n', '\r'), fc.string({ maxLength: 40 }))
			.map((parts) => parts.join(''));
		fc.assert(
			fc.property(
				broken,
				fc.constantFrom(...Object.keys(headers), 'X-Other', 'subject', 'replyTo', 'to', 'from'),
				(value, where) => {
					const to = { name: 'A', email: value };
					const changed =
						where === 'subject' || where === 'replyTo'
							? { [where]: value }
							: where === 'to' || where === 'from'
								? { [where]: to }
								: { headers: { ...headers, [where]: value } };
					const found = checkMail({ item: 'm', letter: { ...letter, ...changed } }, context);
					expect(
						found.some(
							({ rule, severity }) => severity === 'error' && (rule === 'headers' || rule === 'subject'),
						),
					).toBe(true);
				},
			),
			{ numRuns: 500 },
		);
	});
});
