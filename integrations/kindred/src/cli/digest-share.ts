import { dirname, join, resolve } from 'node:path';
import { mkdir, writeFile } from 'node:fs/promises';
import { readChannel } from '../base/channel.ts';
import { KindredError } from '../base/error.ts';
import { bestLanguage, direction, languageTag } from '../base/language.ts';
import { strings } from '../base/strings.ts';
import { formatDay } from '../base/time.ts';
import { drawPoster, openShelf } from '../cards/index.ts';
import {
	handoutOf,
	hasBotForm,
	isPlace,
	places,
	share as shareText,
	type DigestEntry,
	type Handout,
	type Place,
} from '../digest/index.ts';
import { digestNamed } from './digest-named.ts';
import { siteAddress } from './doctor-site.ts';
import type { Desk } from './open.ts';
import type { Call } from './verbs.ts';

export const shareUsage = `kindred digest share [id] --to wechat|telegram|slack|discord|linkedin|text
               [--via name] [--lang xx] [--bot] [--poster [--out file]] [--json]   a text to paste, a poster to show
`;

/** The options of `kindred digest share`. */
export const shareOptions = {
	to: { type: 'string' },
	via: { type: 'string' },
	lang: { type: 'string' },
	bot: { type: 'boolean' },
	poster: { type: 'boolean' },
	out: { type: 'string' },
	json: { type: 'boolean' },
} as const;

/** `kindred digest share`: prints the text for a place, and writes the poster where one is asked for. */
export async function share(
	desk: Desk,
	{ words: [id], io, to, via, lang, bot, poster, out, json }: Call<typeof shareOptions>,
): Promise<number> {
	const place = placeNamed(to);
	if (bot && !hasBotForm(place))
		throw new KindredError(
			`${place} takes the same text from a program as from a person.`,
			'Leave `--bot` out; it is for `--to telegram` and `--to slack`.',
		);
	const shared = inLanguage(desk, digestNamed(desk, id), lang);
	if (shared.draft)
		throw new KindredError(
			`The digest "${shared.group}" is a draft, so its page is not on the web.`,
			'Remove `draft: true` from its file and publish it, then share it.',
		);
	const channel = channelNamed(via ?? place);
	const handout = await handoutFor(desk, shared, channel);
	const text = shareText(handout, place, desk.site, bot ? 'bot' : 'person');
	const file = resolve(io.cwd, out ?? posterFile(desk, shared, place));
	if (poster) await writePoster(desk, shared, handout, file, io.stderr);
	const { verdict, text: told, hint } = siteAddress(desk.site, 'outbox');
	if (verdict !== 'ok') io.stderr(`${told}\n${hint}\n\n`);
	if (json) {
		const answer = { digest: shared.group, place, via: channel, lang: shared.lang, text };
		io.stdout(`${JSON.stringify(poster ? { ...answer, poster: file } : answer, null, '\t')}\n`);
	} else io.stdout(`${text}\n`);
	// Beside the text, so that the text alone can be piped into a clipboard.
	if (poster && !json) io.stderr(`\nThe poster is ${file}\n`);
	return 0;
}

async function handoutFor(desk: Desk, digest: DigestEntry, via: string): Promise<Handout> {
	const { posts, events } = desk.snapshot;
	const compiled = (await desk.compiler.digest(digest.group, [digest.lang]))[digest.lang]!;
	return handoutOf({ digest, compiled, posts, events, site: desk.site, now: desk.now(), via });
}

function placeNamed(to: string | undefined): Place {
	if (to !== undefined && isPlace(to)) return to;
	throw new KindredError(
		to === undefined ? 'Where is it to be shared?' : `There is no place "${to}" here.`,
		`Write one of: ${Object.keys(places)
			.map((place) => `--to ${place}`)
			.join(', ')}.`,
	);
}

function channelNamed(via: string): string {
	const channel = readChannel(via);
	if (channel) return channel;
	throw new KindredError(
		`\`${via}\` cannot name a channel.`,
		'Write letters, digits, `.`, `_` and `-`, at most 40, such as `--via wechat-old-group`.',
	);
}

/** The digest in the language that was asked for, or the nearest there is of it. */
function inLanguage({ snapshot }: Desk, digest: DigestEntry, lang: string | undefined): DigestEntry {
	if (lang === undefined) return digest;
	const all = snapshot.digests.filter(({ group }) => group === digest.group);
	const tag = languageTag(lang);
	const best =
		tag &&
		bestLanguage(
			[tag],
			all.map((each) => each.lang),
		);
	const found = all.find((each) => each.lang === best);
	if (found) return found;
	throw new KindredError(
		`The digest "${digest.group}" is not written in \`${lang}\`.`,
		`It is there in: ${all.map((each) => each.lang).join(', ')}.`,
	);
}

function posterFile({ root }: Desk, { group, lang }: DigestEntry, place: Place): string {
	return join(root, '.kindred', 'share', `${group}.${lang.toLowerCase()}.${place}.png`);
}

async function writePoster(
	{ site, root }: Desk,
	digest: DigestEntry,
	handout: Handout,
	file: string,
	say: (text: string) => void,
): Promise<void> {
	const words = strings(digest.lang, site).share;
	const { png, lacks } = await drawPoster(
		{
			...handout,
			dir: direction(digest.lang),
			site: site.name,
			line: formatDay(digest.date, digest.lang),
			scan: words.scan,
			promise: words.promise,
			link: handout.page,
			address: `${new URL(site.url).host}${site.base}`,
		},
		site.theme,
		openShelf(root),
	);
	if (lacks.length)
		say(
			`No installed font has the letter ${lacks.map((letter) => `"${letter}"`).join(', ')}; what it stands in was left out of the poster.\n`,
		);
	await mkdir(dirname(file), { recursive: true, mode: 0o700 });
	await writeFile(file, png);
}
