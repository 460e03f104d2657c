import { tmpdir } from 'node:os';
import { describe, expect, it, vi } from 'vitest';
import { connect, openStore } from '../../integrations/kindred/src/store/index.ts';
import { storeContract } from './contract.ts';
import { POSTGRES, openPostgresForTest } from './open.ts';

const alone = POSTGRES ? undefined : 'set KINDRED_TEST_POSTGRES=postgres://user@host/database to run it';
storeContract(POSTGRES ? 'Postgres' : 'Postgres (embedded)', openPostgresForTest, alone);

describe('a Postgres store', () => {
	it('is shown without its password', async () => {
		const { place, close } = await connect('postgres://ada:hush@localhost/people', { root: tmpdir() });
		expect(place).toBe('postgres://ada:…@localhost/people');
		await close();
	});

	it('asks for `pg` where it is not installed', async () => {
		vi.doMock('pg', () => {
			throw new Error('Cannot find package');
		});
		await expect(openStore('postgres://localhost/people', { root: tmpdir() })).rejects.toMatchObject({
			message: 'Cannot import `pg`, which a postgres:// store needs.',
			hint: expect.stringContaining('npm install pg'),
		});
		vi.doUnmock('pg');
	});
});
