import type { TestHouse } from './house.ts';

/** Everything a store holds that a mail could have changed, a line each, and the letters that left. */
export async function stateOf(house: TestHouse): Promise<string[]> {
	const { db } = house.store;
	const people = await db
		.selectFrom('person')
		.leftJoin('address', 'address.person_id', 'person.id')
		.select(['person.id', 'person.state', 'person.via', 'address.email'])
		.execute();
	const nameOf = (id: number | null) => people.find((one) => one.id === id)?.email?.split('@')[0] ?? 'nobody';
	const rows = <Row>(all: readonly Row[], tell: (row: Row) => string) => all.map(tell);
	const replies = await db.selectFrom('reply').selectAll().orderBy('id').execute();
	return [
		...rows(people, ({ email, state, via }) => `person ${email} ${state}${via ? ` via ${via}` : ''}`),
		...rows(replies, (row) => {
			const proof = row.proof === null ? '' : ` (${(JSON.parse(row.proof) as { by: string }).by})`;
			const through = row.forwarded_by === null ? '' : `, through ${nameOf(row.forwarded_by)}`;
			const verdict = row.verified ? 'verified' : 'unverified';
			const forged = row.reason.includes('did not sign') ? ', forged' : '';
			const about = row.about ? ` about ${row.about}` : '';
			return `${row.kind} of ${nameOf(row.person_id)}, ${verdict}${proof}, by ${row.rung}${about}${through}${forged}`;
		}),
		...rows(
			await db.selectFrom('interaction').selectAll().orderBy('id').execute(),
			({ person_id, kind, detail }) =>
				`log ${nameOf(person_id)} ${kind}${detail.includes('"brought":true') ? ', brought' : ''}`,
		),
		...rows(
			await db.selectFrom('rsvp').selectAll().execute(),
			({ person_id, event, answer, seat }) => `rsvp ${nameOf(person_id)} ${event} ${answer} ${seat}`,
		),
		...rows(
			await db.selectFrom('proposal').selectAll().execute(),
			({ person_id, email, state }) => `proposal ${nameOf(person_id)} ${email} ${state}`,
		),
		...rows(await db.selectFrom('suppression').selectAll().execute(), ({ reason }) => `suppressed ${reason}`),
		...rows(
			await db.selectFrom('delivery').selectAll().execute(),
			(row) => `delivery ${JSON.stringify(row)}`,
		),
		...house.letters.map(({ to, subject }) => `letter ${subject} to ${to.email}`),
	];
}

/** What is there now and was not before, and after a minus what is there no more. */
export function changes(before: readonly string[], after: readonly string[]): string[] {
	const left = [...before];
	const added = after.filter((line) => {
		const at = left.indexOf(line);
		if (at >= 0) left.splice(at, 1);
		return at < 0;
	});
	return [...added, ...left.map((line) => `- ${line}`)];
}
