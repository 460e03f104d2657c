import { bestLanguage } from '../../base/language.ts';
import { strings } from '../../base/strings.ts';
import { after } from '../../base/time.ts';
import type { Draft } from '../../person/index.ts';
import type { KindredEvent } from '../event.ts';
import { confirmToken, type Wish } from '../link.ts';
import { answerUrl, type Desk } from './desk.ts';
import { factsFor } from './facts.ts';

/** Who has waited a day for the letter does not look for it any more. */
const WAITS_HOURS = 24;

/**
 * Asks the owner of an address whether the answer is theirs. The event's own words stand in it, and nothing of what was
 * typed into the form: not the name, and the answer only as one of three words.
 */
export function confirmDraft(
	event: KindredEvent,
	wish: Wish,
	{ site, keys, now, nonce }: Pick<Desk, 'site' | 'keys' | 'now'> & { readonly nonce: Uint8Array },
): Draft {
	const lang = bestLanguage([wish.lang], site.languages) ?? site.lang;
	const token = confirmToken(wish, keys, now, nonce);
	return {
		name: 'rsvp-confirm',
		about: event.group,
		lang,
		values: {
			...factsFor(event, site, lang),
			answer: strings(lang, site).event.answers[wish.answer],
			'confirm-url': answerUrl(site, token, 'confirm'),
		},
		envelope: { to: { name: '', email: wish.email }, stream: 'event' },
		until: after(now, { hours: WAITS_HOURS }),
	};
}
