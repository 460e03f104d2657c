import { escapeHtml } from '../base/html.ts';
import { writeLetter } from '../base/letter.ts';
import type { Site } from '../base/site.ts';
import type { Template } from '../base/template.ts';
import type { Instant } from '../base/time.ts';
import type { KeyRing } from '../base/token.ts';
import type { KeyedLetter } from './strangers.ts';

/** Tells the author, once, that more letters are asked for than may leave. */
export function floodNotice(
	since: Instant,
	waiting: number,
	{ site, keys }: { site: Site; keys: KeyRing },
): KeyedLetter {
	const { perHour } = site.signups;
	const lines = [
		`Since ${since.slice(0, 16).replace('T', ' ')} UTC more people ask ${site.name} for a confirmation letter than may have one. ${waiting} letters wait.`,
		`Either somebody floods your forms with addresses of others, or this is a very good day. Whichever it is, at most ${perHour} letters an hour leave, and networks take turns, those that asked for least first, so that a visitor still gets theirs within minutes unless the flood has a new network for each letter.`,
		`There is nothing you have to do. If these are real readers, raise \`signups.perHour\` in astro.config.mjs and deploy.`,
		'You are told once: the next such letter comes when a day was quiet in between.',
	];
	const template: Template = {
		lang: 'en',
		subject: [`Many people ask ${site.name} for letters`],
		html: [
			`<!doctype html><html lang="en"><body>${lines.map((line) => `<p>${escapeHtml(line)}</p>`).join('')}</body></html>`,
		],
		text: [`${lines.join('\n\n')}\n`],
	};
	const letter = writeLetter(template, {}, { to: site.from, stream: 'notice' }, { site, keys });
	return { key: `flood:${since}`, letter };
}
