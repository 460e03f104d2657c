import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	openToken,
	seal,
	signToken,
	unseal,
	type KeyRing,
} from '../../integrations/kindred/src/base/token.ts';
import { openAsk } from '../../integrations/kindred/src/person/index.ts';

const keys: KeyRing = ['a secret that is long enough to sign with'];
const NOW = '2031-05-17T19:00:00.000Z';

describe('a token', () => {
	const real = signToken(
		{
			purpose: 'confirm',
			person: 'x',
			thing: seal('{}', keys, new Uint8Array(12)),
			expires: '2031-06-01T00:00:00.000Z',
		},
		keys,
	);

	it('of anybody else opens nothing and throws nothing', () => {
		const garbage = fc.oneof(
			fc.string({ unit: 'binary' }),
			fc.base64String(),
			fc.tuple(fc.base64String(), fc.base64String()).map((two) => two.join('.')),
		);
		fc.assert(
			fc.property(garbage, (token) => {
				expect(openToken(token, 'confirm', keys, NOW)).toEqual({ ok: false, reason: 'invalid' });
				expect(openAsk(token, keys, NOW)).toEqual({ state: 'invalid' });
				expect(unseal(token, keys)).toBeUndefined();
			}),
		);
	});

	it('cut off or changed anywhere opens nothing', () => {
		fc.assert(
			fc.property(fc.nat(real.length - 1), fc.constantFrom('A', '.', 'é', ''), (at, put) => {
				const forged = real.slice(0, at) + put + (put ? real.slice(at + 1) : '');
				if (forged !== real) expect(openToken(forged, 'confirm', keys, NOW).ok).toBe(false);
			}),
		);
	});

	it('that is too old still says whose it was', () => {
		expect(openToken(real, 'confirm', keys, '2032-01-01T00:00:00.000Z')).toMatchObject({
			ok: false,
			reason: 'expired',
			claim: { person: 'x' },
		});
		expect(openToken(real, 'leave', keys, '2032-01-01T00:00:00.000Z')).toEqual({
			ok: false,
			reason: 'invalid',
		});
	});
});
