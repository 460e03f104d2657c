import { afterEach, beforeEach, expect, it } from 'vitest';
import { answerToken } from '../../integrations/kindred/src/event/link.ts';
import { leaveToken } from '../../integrations/kindred/src/person/index.ts';
import { mail, openHouse, type TestHouse } from './house.ts';

const END = '2031-05-17T14:00:00.000Z';
type Fields = Parameters<typeof mail>[0];
/** What a mail does: its outcome, then the states of Lin and Mia, the answers to the supper, and how many letters left. */
export type Row = readonly [
	name: string,
	outcome: string,
	effect: string,
	fields: (play: Play) => Fields | Promise<Fields>,
];

/** A house in which Lin is subscribed and Mia is a stranger, and the tokens that letters to them carry. */
export interface Play {
	readonly house: TestHouse;
	readonly lin: number;
	leaving(keys?: readonly [string, ...string[]]): string;
	answering(event?: string, end?: string): string;
	/** The token of a confirmation that Mia asked for. */
	confirming(): Promise<string>;
	effect(): Promise<string>;
}

/** As mail programs write what is not ASCII in a header (RFC 2047). */
export const encoded = (subject: string) => `=?utf-8?B?${Buffer.from(subject).toString('base64')}?=`;
/** A token that a program has broken over lines. */
export const broken = (token: string, by: string) => token.replace(/(.{58})/g, `$1${by}`);
export const mia = 'Mia <mia@example.net>';
export const phone = '\r\n\r\nSent from my iPhone\r\n\r\n-- \r\nMia';

/** Opens a fresh house for each test. */
export function openPlay(): () => Play {
	let play: Play;
	beforeEach(async () => {
		const house = await openHouse();
		const lin = (await house.add('lin@example.net')).id;
		play = {
			house,
			lin,
			leaving: (keys = house.keys) => leaveToken(lin, '', house.at, keys),
			answering: (event = 'supper', end = END) => answerToken(lin, event, end, house.keys),
			async confirming() {
				await house.take(mail({ from: mia, subject: 'subscribe' }));
				return /[\w-]{16,}\.[\w-]{43}/.exec(house.button().body)![0];
			},
			effect: () => effectIn(house, lin),
		};
	});
	afterEach(() => play.house.test.remove());
	return () => play;
}

async function effectIn({ store: { people, events }, letters }: TestHouse, lin: number): Promise<string> {
	const state = async (email: string) => (await people.byEmail(email))?.state ?? '-';
	const ledger = await events.ledger('supper');
	const answers = ledger.map(({ person, answer }) => `${person === lin ? 'lin' : 'another'} ${answer}`);
	const states = `${await state('lin@example.net')} ${await state('mia@example.net')}`;
	return `${states} | ${answers.join()} | ${letters.length}`.replace('|  |', '| |');
}

/** Each row is a test: the mail does what it should, and nothing more when it comes once more. */
export function playAll(rows: readonly Row[], play: () => Play): void {
	it.each(rows)('%s: %s', async (_, outcome, expected, fields) => {
		const { house, effect } = play();
		const raw = mail(await fields(play()));
		expect(await house.take(raw)).toMatchObject({ outcome });
		expect(await effect()).toBe(expected);
		expect(['duplicate', 'own']).toContain((await house.take(raw)).outcome);
		expect(await effect()).toBe(expected);
	});
}
