import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { letterNames } from '../../integrations/kindred/src/base/letter.ts';
import { letterSlots } from '../../integrations/kindred/src/mail/slots.ts';

const page = readFileSync(new URL('../../docs/letters.md', import.meta.url), 'utf8');
const words = (cell: string) => [...cell.matchAll(/`([a-z-]+)`/g)].map(([, word]) => word!).sort();

it('docs/letters.md names the slots of each letter, those it must have and those it may have', () => {
	const [, table = ''] = page.split('| letter | must have | may have |\n');
	const rows = (table.split('\n\n')[0] ?? '').split('\n').slice(1);
	const told = rows.map((row) => row.split('|').slice(1, 4).map(words));
	const known = letterNames.map((name) => {
		const { needed, other } = letterSlots[name];
		const must = Object.keys(needed).sort();
		return [[name], must, [...new Set(other)].filter((slot) => !must.includes(slot)).sort()];
	});
	expect(told).toEqual(known);
});
