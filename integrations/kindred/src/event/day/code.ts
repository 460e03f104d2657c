import { hmac } from '../../base/hash.ts';
import type { KeyRing } from '../../base/token.ts';

/** Crockford's base 32: digits and letters that nobody confuses, without I, L, O and U. */
const SYMBOLS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** Six symbols of five bits. */
const LENGTH = 6;
const HALF = 15;
/** A number of this many bits is turned over in halves so often (a Feistel network; four rounds are the least). */
const ROUNDS = 8;

/**
 * The code a guest shows at the door, `7K3M9Q`. It is the person's number, enciphered for this event: two guests of an event
 * never have the same, and nobody can tell the code of another from their own.
 */
export function checkInCode(event: string, person: number, keys: KeyRing): string {
	if (person >= 2 ** (2 * HALF)) throw new RangeError(`No code of ${LENGTH} symbols names person ${person}.`);
	let [left, right] = halves(person);
	for (let round = 0; round < ROUNDS; round++) {
		[left, right] = [right, left ^ scramble(keys[0], event, round, right)];
	}
	const number = left * 2 ** HALF + right;
	return Array.from({ length: LENGTH }, (_, at) => SYMBOLS[(number >> (5 * (LENGTH - 1 - at))) & 31]).join(
		'',
	);
}

/** Whose code it may be, one number for each key that was ever in use. Whether there is such a guest is another question. */
export function peopleOfCode(event: string, code: string, keys: KeyRing): number[] {
	const clean = readCode(code);
	if (!clean) return [];
	const number = [...clean].reduce((sum, symbol) => sum * 32 + SYMBOLS.indexOf(symbol), 0);
	return keys.map((key) => {
		let [left, right] = halves(number);
		for (let round = ROUNDS - 1; round >= 0; round--) {
			[left, right] = [right ^ scramble(key, event, round, left), left];
		}
		return left * 2 ** HALF + right;
	});
}

/** A code as somebody reads it out or types it: small letters, spaces, and the letters that look like digits. */
export function readCode(text: string): string | undefined {
	const clean = text.toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1');
	return clean.length === LENGTH && [...clean].every((symbol) => SYMBOLS.includes(symbol))
		? clean
		: undefined;
}

const halves = (number: number): [number, number] => [number >> HALF, number & (2 ** HALF - 1)];

function scramble(key: string, event: string, round: number, half: number): number {
	return (
		Number.parseInt(hmac(key, `check-in\n${event}\n${round}\n${half}`, 'hex').slice(0, 8), 16) &
		(2 ** HALF - 1)
	);
}
