import { setTimeout as pause } from 'node:timers/promises';
import { bestLanguage, languageTag } from '../base/language.ts';
import type { Site } from '../base/site.ts';
import type { Kindred } from '../kindred.ts';
import type { Desk, Fields } from '../person/index.ts';
import { openKindred } from './open.ts';

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

/** What the stories about people work with. */
export async function openDesk(): Promise<Desk & Kindred> {
	const kindred = await openKindred();
	return { ...kindred, people: kindred.store.people };
}

/** Longer than looking somebody up and handing a letter over usually takes. In milliseconds. */
const EVEN = 400;

/** Does some work in a time that does not tell what was found: who is known must not be seen from outside. */
export async function evenly(work: Promise<unknown>): Promise<void> {
	await Promise.all([work, pause(EVEN)]);
}
