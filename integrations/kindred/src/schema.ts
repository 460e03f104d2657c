import { z } from 'astro/zod';
import { languageTag } from './base/language.ts';
import { isRealDay, isZone } from './base/time.ts';

export { entryId, kindredLoader } from './files/loader.ts';

/**
 * The calendar day as it was written. YAML turns an unquoted day into midnight UTC, so its day there is the one written; a
 * written text keeps its first ten characters.
 */
const day = z
	.union([z.date(), z.string()])
	.transform((value, ctx) => {
		const text = typeof value === 'string' ? value.slice(0, 10) : value.toISOString().slice(0, 10);
		if (isRealDay(text)) return text;
		ctx.addIssue({
			code: 'custom',
			message: `\`${String(value)}\` is not a day. Write it as \`2026-11-22\`.`,
		});
		return z.NEVER;
	})
	.describe('A calendar day, `2026-11-22`.');

/** A wall clock `2031-05-17T19:00`, or a day. What YAML read as an instant is the clock that was written. */
const wallClock = z.union([z.date(), z.string()]).transform((value, ctx) => {
	const text = (typeof value === 'string' ? value.trim() : value.toISOString()).replace(' ', 'T');
	const [date = '', clock = ''] = text.split('T');
	const match = /^(\d{2}):(\d{2})(?::\d{2}(?:\.\d+)?)?Z?$/.exec(clock);
	const midnightByYaml = typeof value !== 'string' && clock.startsWith('00:00:00');
	if (isRealDay(date) && (!clock || midnightByYaml)) return date;
	if (isRealDay(date) && match && Number(match[1]) < 24 && Number(match[2]) < 60)
		return `${date}T${match[1]}:${match[2]}`;
	ctx.addIssue({
		code: 'custom',
		message: `\`${text}\` is not a time of the place. Write \`2031-05-17T19:00\` with a \`zone\`, or a day \`2031-05-17\`.`,
	});
	return z.NEVER;
});

const lang = z.string().transform((value, ctx) => {
	const tag = languageTag(value);
	if (tag) return tag;
	ctx.addIssue({
		code: 'custom',
		message: `\`${value}\` is not a language. Write a BCP 47 tag such as \`en\` or \`zh-Hant\`.`,
	});
	return z.NEVER;
});

const cover = z.object({ src: z.string(), alt: z.string() });

/** The front matter of a post. Keys it does not know are kept, so that a theme can use them. */
export function postSchema() {
	return z.looseObject({
		/** What it is called. */
		title: z.string().min(1),
		/** The day it was published. A date without a time stays that day everywhere. */
		date: day,
		/** The day it was last changed in earnest. */
		updated: day.optional(),
		/** Its language. Default: the suffix of the file name, else the site's language. */
		lang: lang.optional(),
		/** The translation group, where the file name does not say it. */
		group: z.string().optional(),
		/** One or two sentences. Default: the beginning of the text. */
		description: z.string().optional(),
		/** What it is about. */
		tags: z.array(z.string()).default([]),
		/** Not to be published yet. Default: `false`. */
		draft: z.boolean().default(false),
		/** May a digest pick it? Default: `true`. */
		digest: z.boolean().default(true),
		/** A picture that stands for it. */
		cover: cover.optional(),
		/** Where the text was first published. */
		canonical: z.url().optional(),
		/** The event whose recap it is: its id without the language. */
		event: z.string().optional(),
		/** Whether a machine wrote or translated it; readers are told. */
		provenance: z
			.object({
				translated: z.boolean().optional(),
				generated: z.boolean().optional(),
				model: z.string().optional(),
			})
			.optional(),
	});
}

const duration = z
	.string()
	.regex(/^P(?=.)(\d+[DW])?(T(?=\d)(\d+H)?(\d+M)?)?$/, 'Write a duration such as `PT2H30M`.');

/** The front matter of an event. */
export function eventSchema() {
	return z
		.looseObject({
			title: z.string().min(1),
			/** The wall clock of the place, `2031-05-17T19:00`, or a day. */
			start: wallClock,
			/** When it ends, in the same clock. Give this or `duration`. */
			end: wallClock.optional(),
			/** When it was to begin before you moved it, `[2031-05-10T19:00]`, so that search engines say so. Default: it never moved. */
			previousStart: z.array(wallClock).max(20).optional(),
			/** How long it takes, ISO 8601: `PT2H30M`. */
			duration: duration.optional(),
			/** The IANA zone of the place, `Europe/Berlin`. Needed as soon as there is a clock time. */
			zone: z
				.string()
				.refine(isZone, 'This time zone is not known. Write an IANA name such as `Europe/Berlin`.')
				.optional(),
			/** Where, as far as everybody may know it. The street address belongs into the store. */
			place: z
				.object({ name: z.string(), address: z.string().optional(), url: z.url().optional() })
				.optional(),
			/** Held on the net. Default: `false`. */
			online: z.boolean().default(false),
			/** How many seats there are. Default: no limit. */
			capacity: z.int().positive().optional(),
			/** May people queue when it is full? Default: `true`. */
			waitlist: z.boolean().default(true),
			/** How long a freed seat is offered to the next in the queue, `PT24H`. Default: it is theirs at once. */
			offer: duration.optional(),
			/** Who may say yes: `open`, anybody; `approval`, whom you approve; `invitation`, whom you invited. Default: `open`. */
			entry: z.enum(['open', 'approval', 'invitation']).default('open'),
			/** How many each guest may bring along, up to 20. Default: `0`. */
			guests: z.int().min(0).max(20).default(0),
			/** What you ask those who say yes; the answers are kept in the store and erased some time after. Default: nothing. */
			questions: z
				.array(
					z.strictObject({
						id: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, 'Write small letters and dashes, such as `diet`.'),
						ask: z.string().min(1).max(200),
						choices: z.array(z.string().min(1).max(100)).min(2).max(20).optional(),
						required: z.boolean().default(false),
					}),
				)
				.max(12)
				.default([]),
			/** What gatherings of one kind share; they get a page together. Default: none. */
			series: z
				.string()
				.regex(/^[a-z0-9][a-z0-9-]{0,79}$/, 'Write small letters, digits and dashes.')
				.optional(),
			/** Can people answer here? Default: `true`. */
			rsvp: z.boolean().default(true),
			/** Until when. Default: the start. */
			deadline: wallClock.optional(),
			status: z.enum(['scheduled', 'cancelled', 'postponed']).default('scheduled'),
			/** How often calendars had to notice a change (RFC 5545 SEQUENCE). Default: `0`. */
			sequence: z.int().nonnegative().default(0),
			description: z.string().optional(),
			tags: z.array(z.string()).default([]),
			lang: lang.optional(),
			group: z.string().optional(),
			draft: z.boolean().default(false),
			cover: cover.optional(),
		})
		.check((ctx) => {
			const { start, end, zone } = ctx.value;
			const refuse = (key: string, message: string) =>
				ctx.issues.push({ code: 'custom', message, path: [key], input: ctx.value });
			if (start.includes('T') && !zone) {
				refuse(
					'zone',
					'The start has a clock time but no `zone`. Write the IANA zone of the place, such as `Europe/Berlin`.',
				);
			}
			if (end && end <= start)
				refuse('end', `The event ends (${end}) before it starts (${start}). Check \`start\` and \`end\`.`);
			if (end && end.includes('T') !== start.includes('T')) {
				refuse('end', 'Only one of `start` and `end` has a clock time. Write both as times or both as days.');
			}
		});
}

/** The front matter of a digest: an edition of the newsletter, written as MDX. */
export function digestSchema() {
	return z.looseObject({
		title: z.string().min(1),
		/** The day it is meant for. */
		date: day,
		/** The subject of the mail. Default: the title. */
		subject: z.string().optional(),
		/** The line a mail program shows behind the subject. Default: the beginning of the text. */
		preheader: z.string().optional(),
		/** Who gets it: every given condition must hold. Default: all subscribers. */
		audience: z
			.strictObject({
				circle: z.array(z.enum(['core', 'active', 'loose'])).optional(),
				topics: z.array(z.string()).optional(),
				lang: z.array(lang).optional(),
			})
			.optional(),
		/** The digest that this one puts right: it goes to exactly those who got that one, whatever else holds. */
		corrects: z.string().min(1).optional(),
		/** Whoever would find fewer posts than this in their letter gets nothing. Default: `1`; `0` where your words are the letter. */
		atLeast: z.int().nonnegative().default(1),
		lang: lang.optional(),
		group: z.string().optional(),
		draft: z.boolean().default(false),
	});
}
