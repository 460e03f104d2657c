import type { LetterName } from '../../integrations/kindred/src/base/letter.ts';
import { slot, splitSlots, type Template } from '../../integrations/kindred/src/base/template.ts';
import type { Desk } from '../../integrations/kindred/src/event/letters.ts';
import { letterSlots } from '../../integrations/kindred/src/mail/slots.ts';
import { site } from '../site.ts';

/** A letter that is nothing but its slots, each in a line of its own behind its name. */
export function plainTemplate(name: LetterName, lang = 'en'): Template {
	const { needed, other } = letterSlots[name];
	const lines = [...new Set([...Object.keys(needed), ...other])].map((one) => `${one}: ${slot(one)}`);
	const parts = splitSlots(lines.join('\n'));
	return { lang, subject: [name], html: parts, text: parts };
}

/** What a letter is written with in tests. */
export function deskFor(name: LetterName, more: Partial<Desk> = {}, lang = 'en'): Desk {
	return {
		site,
		keys: ['a secret that is long enough to sign with'],
		now: '2031-05-10T09:00:00.000Z',
		template: plainTemplate(name, lang),
		secrets: { joinUrl: 'https://meet.example.com/supper', address: '12 Dihua Street', note: 'Ring twice.' },
		...more,
	};
}
