import { digest, emailOf, OUTSIDE } from './digest.ts';
import type { KillHouse } from './house.ts';

/** What must be true of the readers at the end. */
export interface Expected {
	/** Numbers of readers who left before their batch was tried. */
	readonly left?: readonly number[];
}

/** A letter as the stand-in has it. */
interface Taken {
	readonly id: string;
	readonly to: readonly string[];
}

/**
 * What is wrong with the books while a run is cut off, in words: letters the provider has without the ledger knowing that it
 * may have them, readers written to twice, rows that are missing or do not add up.
 */
export async function whatIsWrong(house: KillHouse): Promise<string[]> {
	const wrong: string[] = [];
	const taken = await lettersTaken(house, wrong);
	const rows = await rowsOf(house);
	if (rows.length !== 0 && rows.length !== house.readers + OUTSIDE)
		wrong.push(`the ledger has ${rows.length} rows`);
	for (const [email, id] of taken) {
		const row = rows.find((one) => one.email === email);
		if (!row) wrong.push(`${email} has a letter and no row`);
		else if (row.state === 'sent' && row.provider_id !== id) wrong.push(`${email} has another letter`);
		else if (row.state !== 'sent' && row.chunk === 'planned')
			wrong.push(`${email} has a letter that was never written down`);
	}
	for (const { email, state } of rows)
		if (state === 'sent' && !taken.has(email!)) wrong.push(`${email} is sent and has no letter`);
	return wrong;
}

/** What is wrong once a run says that it is done: everything that is not one letter for each reader, written down. */
export async function whatIsWrongAtTheEnd(house: KillHouse, { left = [] }: Expected = {}): Promise<string[]> {
	const wrong = await whatIsWrong(house);
	const taken = await lettersTaken(house, []);
	const gone = new Set(left.map(emailOf));
	for (let n = 0; n < house.readers + OUTSIDE; n++) {
		const email = emailOf(n);
		const gets = n < house.readers && !gone.has(email);
		if (taken.has(email) !== gets) wrong.push(`${email} has ${gets ? 'no letter' : 'a letter all the same'}`);
	}
	const { candidates, sent, pending, failed, held, excluded } = await house.store.digests.status(
		digest.group,
	);
	const out = Object.values(excluded).reduce((sum, count) => sum + count, 0);
	const books = { candidates, sent, pending, failed, held, out };
	const true_ = {
		candidates: house.readers + OUTSIDE,
		sent: house.readers - gone.size,
		pending: 0,
		failed: 0,
		held: 0,
		out: OUTSIDE + gone.size,
	};
	if (JSON.stringify(books) !== JSON.stringify(true_)) wrong.push(`the books say ${JSON.stringify(books)}`);
	wrong.push(...(await leftovers(house, sent)));
	return wrong;
}

async function leftovers({ store: { db, digests } }: KillHouse, sent: number): Promise<string[]> {
	const wrong: string[] = [];
	const open = await db.selectFrom('chunk').select('state').where('frozen', '<>', '{}').execute();
	if (open.length) wrong.push(`batches are left: ${open.map(({ state }) => state).join(', ')}`);
	const run = await digests.run(digest.group);
	if (run?.state !== 'done') wrong.push(`the run is ${run?.state}`);
	const logged = await db.selectFrom('interaction').select('key').where('kind', '=', 'delivered').execute();
	if (logged.length !== sent) wrong.push(`${logged.length} letters stand in the logs`);
	const parts = await db.selectFrom('plan_part').select('seq').execute();
	if (parts.length) wrong.push('the plan keeps its readers');
	return wrong;
}

async function lettersTaken(house: KillHouse, wrong: string[]): Promise<Map<string, string>> {
	const letters = new Map<string, string>();
	for (let after = 0; ;) {
		const page = await house.control<{ letters: Taken[] }>(`/letters?after=${after}&limit=2000`);
		for (const { id, to } of page.letters) {
			const email = /[^<\s]+@[^>\s]+/.exec(to[0]!)![0];
			if (email.startsWith('old@')) continue;
			if (letters.has(email)) wrong.push(`${email} has two letters`);
			letters.set(email, id);
		}
		after += page.letters.length;
		if (!page.letters.length) return letters;
	}
}

function rowsOf({ store: { db } }: KillHouse) {
	return db
		.selectFrom('delivery')
		.leftJoin('address', 'address.person_id', 'delivery.person_id')
		.leftJoin('chunk', 'chunk.id', 'delivery.chunk_id')
		.select(['address.email', 'delivery.state', 'delivery.provider_id', 'chunk.state as chunk'])
		.where('delivery.digest', '=', digest.group)
		.execute();
}
