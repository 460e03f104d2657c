import { readChannel } from '../base/channel.ts';
import { bestLanguage, languageTag } from '../base/language.ts';
import type { Site } from '../base/site.ts';
import type { Kindred } from '../kindred.ts';
import { first, type Desk, type Fields } from '../person/index.ts';
import { openKindred } from './open.ts';
import { tendEvents } from './tending.ts';
import { deskOf } from './waiting-letters.ts';

/**
 * The fields of a form, whatever was sent: files are left out, and a body that is no form has no fields. The middleware has
 * made sure that it is small.
 */
export async function readForm(request: Request): Promise<Fields> {
	const fields = new Map<string, string[]>();
	if (request.method !== 'POST') return fields;
	const form = await request.formData().catch(() => new FormData());
	for (const [name, value] of form) {
		if (typeof value === 'string') fields.set(name, [...(fields.get(name) ?? []), value]);
	}
	return fields;
}

/** The language of a page: the one asked for if the site has it, or its nearest relative, else the site's own. */
export function pageLanguage(
	asked: string | null | undefined,
	site: Pick<Site, 'lang' | 'languages'>,
): string {
	const tag = asked ? languageTag(asked.slice(0, 35)) : undefined;
	return (tag && bestLanguage([tag], site.languages)) ?? site.lang;
}

/**
 * The channel a visitor came through: as the form says, else the `?via=` of this address, else that of the page before it. A page
 * that the build wrote cannot read its own address without JavaScript; but the browser names it when the form there is sent, with
 * its query as long as both are of one origin (Referrer Policy section 3.7, the default). What another site says is not heard.
 */
export function channelOf(request: Request, fields: Fields): string | undefined {
	const here = new URL(request.url);
	const before = URL.parse(request.headers.get('referer') ?? '');
	return (
		readChannel(first(fields, 'via')) ??
		readChannel(here.searchParams.get('via')) ??
		(before?.host === here.host ? readChannel(before.searchParams.get('via')) : undefined)
	);
}

/** What the stories about people work with. */
export async function openDesk(): Promise<Desk & Kindred> {
	tendEvents(openKindred);
	return deskOf(await openKindred());
}
