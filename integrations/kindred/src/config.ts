import { z } from 'zod';
import { KindredError } from './base/error.ts';
import { letterNames } from './base/letter.ts';
import { nearest } from './base/nearest.ts';
import { address, colour, component, lang, pattern } from './base/option.ts';
import { checkStrings } from './base/own-strings.ts';
import type { OwnStrings } from './base/strings.ts';
import { isZone } from './base/time.ts';

/** The options of `kindred({ … })`. Secrets are not among them: they come from the environment. */
export const optionsSchema = z.strictObject({
	/** Who writes the letters: a name and an address your provider may send from. Required. Example: `'Ada <ada@example.com>'`. */
	from: address,
	/**
	 * The address that receives answers. A signed tag is put behind a plus, so the mailbox must accept `letters+anything@…`.
	 * Default: none, answers go to `from`. Example: `'letters@in.example.com'`.
	 */
	inbound: address.optional(),
	/**
	 * The name your mail server gives itself in the Authentication-Results header on top of every mail: its word on who wrote is
	 * then believed; first read [who wrote](replies.md#who-wrote). Default: none. Example: `'mx.example.com'`.
	 */
	authserv: z.string().min(1).optional(),
	/**
	 * Thank people for an answer by an automatic letter: at most one a week to each, and only where it is sure who wrote.
	 * Default: `false`.
	 */
	acknowledge: z.boolean().default(false),
	/** What the blog is called in letters and on cards. Default: the host of `site`. Example: `'The Long Table'`. */
	name: z.string().min(1).optional(),
	/** Postal address or other imprint, where the law asks for one in commercial mail. Default: `''`. */
	imprint: z.string().default(''),
	/** The language of posts that do not say theirs, BCP 47. Default: `'en'`. */
	lang: lang.default('en'),
	/** All languages subscribers can choose. Default: only `lang`. Example: `['en', 'zh-Hant', 'ar']`. */
	languages: z.array(lang).min(1).optional(),
	/** Your IANA time zone: days in digests and clocks in commands. Default: `'UTC'`. Example: `'Asia/Taipei'`. */
	zone: z
		.string()
		.refine(isZone, 'This time zone is not known. Write an IANA name such as `Asia/Taipei`.')
		.default('UTC'),
	/** The names of your content collections. Default: `{ posts: 'posts', digests: 'digests', events: 'events' }`. */
	collections: z
		.strictObject({
			posts: z.string().default('posts'),
			digests: z.string().default('digests'),
			events: z.string().default('events'),
		})
		.prefault({}),
	/**
	 * Where your pages are. `:lang` disappears for the default language; `:group` is the entry without its language, `:id` with
	 * it; `:year`, `:month` and `:day` come from its date.
	 * Default: `{ post: '/:lang/posts/:group/', digest: '/:lang/digests/:group/', event: '/:lang/events/:group/' }`.
	 */
	paths: z
		.strictObject({
			post: pattern.default('/:lang/posts/:group/'),
			digest: pattern.default('/:lang/digests/:group/'),
			event: pattern.default('/:lang/events/:group/'),
		})
		.prefault({}),
	/**
	 * The layout around the pages a visitor meets (confirm, preferences, leave): an Astro component with the props
	 * `title`, `description?`, `lang`, `dir` and `robots?`. Default: a plain page. Example: `'./src/layouts/Page.astro'`.
	 */
	layout: component.optional(),
	/** Letters of your own, by name. Default: `{}`. Example: `{ confirm: './src/letters/Confirm.astro' }`. */
	letters: z.partialRecord(z.enum(letterNames), component).default({}),
	/**
	 * A picture at the head of letters, in place of the name. It has to look well on light and on dark ground.
	 * Default: none, the name is set in type. Example: `{ src: '/logo.png', width: 120, height: 40 }`.
	 */
	logo: z
		.strictObject({
			/** Its path on the site, or its address: a PNG, GIF or JPEG, for mail programs show no SVG. Required. */
			src: z
				.string()
				.regex(
					/^(https:\/\/|\/(?!\/))/,
					'Write a path that starts with `/`, or an address that starts with `https://`.',
				)
				.refine(
					(src) => !/\.(svgz?|webp|avif)([?#]|$)/i.test(src),
					'Not all mail programs show this kind of picture. Make it a PNG.',
				),
			/** Its width in px, 16 to 440, as it is shown; the file should have twice as many. Required. */
			width: z.int().min(16).max(440),
			/** Its height in px, 16 to 240. Required. */
			height: z.int().min(16).max(240),
			/** What stands there while pictures are off. Default: the name of the site. */
			alt: z.string().min(1).optional(),
		})
		.optional(),
	/** How letters look, and the colours of cards. Defaults: cream, ink and brick, in serifs. */
	theme: z
		.strictObject({
			/** Background. Default: `'#f6f1e7'`. */
			paper: colour.default('#f6f1e7'),
			/** Text. Default: `'#1d1a16'`. */
			ink: colour.default('#1d1a16'),
			/** Links, rules and small headings. Default: `'#8c2f20'`. */
			accent: colour.default('#8c2f20'),
			/** The letters' type: `'serif'`, as in books, or `'sans'`. Default: `'serif'`. */
			font: z.enum(['serif', 'sans']).default('serif'),
			/** How wide a line of a letter gets, in px, from 440 to 680. Default: `560`, about 66 characters. */
			width: z.int().min(440).max(680).default(560),
			/** The three colours for readers in dark mode. Default: `{ paper: '#191714', ink: '#ece5d8', accent: '#eba797' }`. */
			dark: z
				.strictObject({
					paper: colour.default('#191714'),
					ink: colour.default('#ece5d8'),
					accent: colour.default('#eba797'),
				})
				.prefault({}),
		})
		.prefault({}),
	/**
	 * Sentences of mails and pages put your way, or a whole language that we do not have, by language; what you leave out stays
	 * ours, and English in a language that is new. See [Languages](languages.md). Default: `{}`.
	 * Example: `{ en: { letter: { leave: 'Stop these letters' } } }`.
	 */
	strings: z
		.record(z.string(), z.custom<OwnStrings[string]>())
		.default({})
		.transform((own): OwnStrings => checkStrings(own)),
	/**
	 * How many letters people who proved nothing can make the site write, by signing up, answering an event or asking for their
	 * preferences. What is over it waits for its turn; see [Security](security.md). Default: `{ perHour: 60, perAddress: 3, perNetwork: 20 }`.
	 */
	signups: z
		.strictObject({
			/** Letters to everybody together in any 60 minutes. Default: `60`. */
			perHour: z.int().min(1).max(10_000).default(60),
			/** Letters to one address in a day. Default: `3`. */
			perAddress: z.int().min(1).max(100).default(3),
			/** Letters on the word of one network (an IPv4 /24, an IPv6 /48) in a day. Default: `20`. */
			perNetwork: z.int().min(1).max(10_000).default(20),
		})
		.prefault({}),
	/**
	 * How many proxies stand between a visitor and the server, each of which adds to `X-Forwarded-For`: a CDN before nginx makes
	 * `2`, a server that visitors reach directly has `0`. Default: `1`.
	 */
	proxies: z.int().min(0).max(10).default(1),
	/** How your gatherings are looked after. Defaults: see below. */
	events: z
		.strictObject({
			/** How long before an event its guests are reminded, ISO 8601 days or hours. Default: `['P7D', 'P1D']`. */
			reminders: z
				.array(
					z.string().regex(/^(P[1-9]\d{0,2}D|PT[1-9]\d{0,2}H)$/, 'Write durations such as `P7D` or `PT3H`.'),
				)
				.max(5)
				.default(['P7D', 'P1D']),
			/** After how many days what guests said (answers to questions, comments) is erased. Default: `90`. */
			fadeAfterDays: z.int().min(1).max(3650).default(90),
			/**
			 * The zones whose clocks are shown beside the event's own, on events that are held on the net.
			 * Default: `['America/Los_Angeles', 'America/New_York', 'Europe/London', 'Europe/Berlin', 'Asia/Kolkata', 'Asia/Shanghai', 'Australia/Sydney']`.
			 */
			zones: z
				.array(
					z.string().refine(isZone, 'This time zone is not known. Write an IANA name such as `Asia/Taipei`.'),
				)
				.max(12)
				.default([
					'America/Los_Angeles',
					'America/New_York',
					'Europe/London',
					'Europe/Berlin',
					'Asia/Kolkata',
					'Asia/Shanghai',
					'Australia/Sydney',
				]),
		})
		.prefault({}),
	/** What makes a run of a digest pause until you have looked: shares of its letters, from 0 to 1. Defaults: see below. */
	breaker: z
		.strictObject({
			/** Not delivered for now: refused, or a full mailbox. Default: `0.05`. */
			failed: z.number().min(0).max(1).default(0.05),
			/** Came back for good. Default: `0.01`. */
			bounced: z.number().min(0).max(1).default(0.01),
			/** Called spam by their readers; Gmail wants fewer than `0.001` of a sender. Default: `0.001`. */
			complained: z.number().min(0).max(1).default(0.001),
			/** So many letters of one kind at least: one bad address among thirty is no pattern. Default: `3`. */
			least: z.int().min(1).default(3),
		})
		.prefault({}),
	/** Open Graph cards for posts, digests and events. Default: `true`. */
	cards: z.boolean().default(true),
});

/** The variables of the environment that we read; see `docs/configuration.md`. */
export const variables = [
	'RESEND_API_KEY',
	'RESEND_BASE_URL',
	'RESEND_WEBHOOK_SECRET',
	'KINDRED_SECRET',
	'KINDRED_STORE',
	'KINDRED_SMTP',
	'KINDRED_IMAP',
] as const;
/** The environment as far as we read it. */
export type Environment = Readonly<Partial<Record<(typeof variables)[number], string | undefined>>>;

/** What the author writes. */
export type KindredUserOptions = z.input<typeof optionsSchema>;
/** What the integration works with: every default filled in. */
export type KindredOptions = z.output<typeof optionsSchema>;

/** Reads the author's options, or says in two sentences what is wrong with the first of them. */
export function parseOptions(options: unknown): KindredOptions {
	const parsed = optionsSchema.safeParse(options ?? {});
	if (parsed.success) return parsed.data;
	const [issue] = parsed.error.issues;
	if (!issue) throw parsed.error;
	const where = issue.path.join('.');
	if (issue.code === 'unrecognized_keys') {
		const key = issue.keys[0]!;
		const known = keysAt(issue.path);
		const near = nearest(key, known) ?? known.find((name) => key.startsWith(name));
		throw new KindredError(
			`\`${[...issue.path, key].join('.')}\` is not an option of kindred().`,
			near
				? `Did you mean \`${near}\`? Correct it in astro.config.mjs.`
				: `Remove it from astro.config.mjs, or take one of: ${known.join(', ')}.`,
		);
	}
	if (where === 'from' && issue.code === 'invalid_type') {
		throw new KindredError(
			'kindred() does not know who writes the letters: `from` is missing.',
			"Write `kindred({ from: 'Ada <ada@example.com>' })` in astro.config.mjs.",
		);
	}
	throw new KindredError(
		`The option \`${where}\` of kindred() is not right.`,
		`${issue.message} It stands in astro.config.mjs.`,
	);
}

/** The keys that may stand at a place of the options. */
function keysAt(path: readonly PropertyKey[]): string[] {
	let place = z.toJSONSchema(optionsSchema, { io: 'input', unrepresentable: 'any' });
	for (const step of path) {
		const next = place.properties?.[String(step)];
		if (typeof next === 'object') place = next as typeof place;
	}
	return Object.keys(place.properties ?? {});
}
