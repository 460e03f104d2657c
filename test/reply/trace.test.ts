import { expect, it } from 'vitest';
import { receivedAt } from '../../integrations/kindred/src/reply/index.ts';

const NOW = '2031-05-01T09:00:00.000Z';
const at = (...values: string[]) =>
	receivedAt({ headers: values.map((value) => ({ name: 'received', value })) }, NOW);

it('A mail was received when the topmost server says, whatever those below say', () => {
	expect(
		at(
			'from a by b with ESMTP id x; Wed, 30 Apr 2031 10:00:00 +0200 (CEST)',
			'x; Mon, 1 Jan 1990 00:00:00 +0000',
		),
	).toBe('2031-04-30T08:00:00.000Z');
});

it('A mail was received now where no server says so, or says what cannot be', () => {
	for (const values of [
		[],
		['from a by b'],
		['from a by b; yesterday'],
		['x; Thu, 1 May 2099 00:00:00 +0000'],
		['x; Thu, 1 May +275000 00:00:00 +0000'],
		[`${';'.repeat(1_000_000)}`],
	])
		expect(at(...values)).toBe(NOW);
});
