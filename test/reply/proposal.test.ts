import { describe, expect, it } from 'vitest';
import { fitsPerson } from '../../integrations/kindred/src/reply/index.ts';

const lin = { name: 'Lin Yating', email: 'yating.lin@example.net' };
const fits = (name: string, email: string, person = lin) => fitsPerson({ name, email }, person) !== undefined;

describe('An address may be another one of somebody', () => {
	it.each([
		['of the same name', 'lin  yating', 'x@example.com', lin],
		[
			'of the same name without accents',
			'Rene Faure',
			'x@example.com',
			{ name: 'René Fauré', email: 'r@example.net' },
		],
		['of the same name in Chinese', '林雅婷', 'x@example.com', { name: '林雅婷', email: 'y@example.net' }],
		[
			'of the same name in Arabic',
			'ليلى حداد',
			'x@example.com',
			{ name: 'ليلى حداد', email: 'y@example.net' },
		],
		['that begins alike', '', 'Yating.Lin+blog@example.com', lin],
		['that is made of the name', '', 'lin_yating88@example.com', lin],
	])('%s', (_how, name, email, person) => expect(fits(name, email, person)).toBe(true));

	it.each([
		['with nothing in common', 'Eve', 'eve@example.com', lin],
		[
			'without a name, of somebody without one',
			'',
			'x@example.com',
			{ name: '', email: 'yating@example.net' },
		],
		['with a first name of two letters', 'Jo', 'x@example.com', { name: 'Jo', email: 'a@example.net' }],
		['that begins as many do', '', 'info@example.com', { name: '', email: 'info@example.net' }],
		['that holds half of the name', '', 'yating@example.com', { name: 'Lin Yating', email: 'a@example.net' }],
	])('but not one %s', (_how, name, email, person) => expect(fits(name, email, person)).toBe(false));
});
