import type { Letter } from '../../integrations/kindred/src/base/letter.ts';
import { slot, splitSlots } from '../../integrations/kindred/src/base/template.ts';
import { after, type Instant } from '../../integrations/kindred/src/base/time.ts';
import {
	askToSubscribe,
	releaseLetters,
	writeToStranger,
	type Desk,
	type Draft,
	type Wish,
} from '../../integrations/kindred/src/person/index.ts';
import { site } from '../site.ts';
import type { OpenTestStore } from '../store/open.ts';

const START = '2031-05-17T19:00:00.000Z';

/** A house under attack: a virtual clock, an alarm that rings like the server's, and every letter with the moment it left. */
export async function openBesiegedHouse(open: OpenTestStore) {
	const test = await open();
	const left: { at: Instant; to: string; stream: string; text: string }[] = [];
	const clock = { now: START };
	let nonce = 0;
	let alarm: Instant | undefined;
	const handOver = async (letter: Letter, key: string) => {
		const { to, tags, text } = letter;
		left.push({ at: clock.now, to: to.email, stream: tags['stream']!, text });
		await test.store.outgoing.handedOver(key);
		return 'sent' as const;
	};
	const parts = splitSlots(`A letter. ${slot('confirm-url')}`);
	const desk: Desk = {
		site,
		people: test.store.people,
		strangers: test.store.strangers,
		keys: ['a secret that is long enough to sign with'],
		letter: (_name, lang) => ({ lang, subject: ['Please confirm'], html: parts, text: parts }),
		now: () => clock.now,
		random: (bytes) => {
			const made = new Uint8Array(bytes);
			new DataView(made.buffer).setUint32(0, ++nonce);
			return made;
		},
		postman: { post: handOver, handOver, forget: async () => {} },
	};

	/** Lets time pass; whenever the alarm rings, what may leave leaves. */
	async function passTo(at: Instant): Promise<void> {
		while (alarm !== undefined && alarm <= at) {
			clock.now = alarm;
			alarm = await releaseLetters(desk);
		}
		clock.now = at;
	}

	return {
		test,
		left,
		clock,
		desk,
		confirmations: () => left.filter(({ stream }) => stream === 'confirm'),
		notices: () => left.filter(({ stream }) => stream === 'notice'),
		passTo,
		pass: (amount: Parameters<typeof after>[1]) => passTo(after(clock.now, amount)),
		async signUp(email: string, network: string | undefined): Promise<void> {
			const wish: Wish = { email, name: '', languages: [], topics: [], frequency: 'every' };
			await askToSubscribe(wish, { source: 'form', lang: 'en', network }, desk);
			alarm ??= await releaseLetters(desk);
		},
		/** Any letter that a stranger asks for. */
		async ask(draft: Omit<Draft, 'lang' | 'until'>, network: string | undefined): Promise<void> {
			await writeToStranger({ ...draft, lang: 'en', until: after(clock.now, { hours: 24 }) }, network, desk);
			alarm ??= await releaseLetters(desk);
		},
	};
}

/** The most letters that left in any 60 minutes. */
export function mostInAnHour(letters: readonly { at: Instant }[]): number {
	const times = letters.map(({ at }) => Date.parse(at));
	return Math.max(
		0,
		...times.map((end) => times.filter((one) => one > end - 3_600_000 && one <= end).length),
	);
}
