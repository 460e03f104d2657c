import type { Rsvp, Settlement } from '../../integrations/kindred/src/event/index.ts';

/** The ledger with what a settlement writes. */
export function written(ledger: readonly Rsvp[], { rows }: Pick<Settlement, 'rows'>): Rsvp[] {
	return [...ledger.filter(({ person }) => !rows.some((row) => row.person === person)), ...rows];
}

/** Who moved up or lost an offer by a settlement and hears nothing of it, or hears twice. */
export function untold(ledger: readonly Rsvp[], { rows, tell }: Settlement): number[] {
	const moved = rows.filter((row) => {
		const before = ledger.find(({ person }) => person === row.person)?.seat;
		const isUp = before === 'waiting' && (row.seat === 'seated' || row.seat === 'offered');
		return isUp || (before === 'offered' && row.seat !== 'offered');
	});
	const told = tell.map(({ person }) => person);
	const twice = told.filter((person, index) => told.indexOf(person) !== index);
	return [...moved.map(({ person }) => person).filter((person) => !told.includes(person)), ...twice];
}
