import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { revisedAt } from '../../integrations/kindred/src/files/revised.ts';

describe('when a site was last revised', () => {
	const now = new Date('2026-11-22T09:30:00.000Z');
	let root: string;
	beforeEach(async () => {
		root = await mkdtemp(join(tmpdir(), 'kindred-revised-'));
	});
	afterEach(() => rm(root, { recursive: true }));

	const commit = (at: string) => {
		const who = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.com', '-c', 'commit.gpgsign=false'];
		const env = { ...process.env, GIT_AUTHOR_DATE: at, GIT_COMMITTER_DATE: at };
		execFileSync('git', ['-C', root, ...who, 'commit', '-q', '--allow-empty', '-m', 'x'], { env });
	};

	it('is the time of the commit, whenever and wherever it is built', () => {
		execFileSync('git', ['init', '-q', root]);
		expect(revisedAt(root, {}, now)).toBe(now.toISOString());
		commit('2026-05-01T10:00:00+02:00');
		expect(revisedAt(root, {}, now)).toBe('2026-05-01T08:00:00.000Z');
		commit('2026-06-01T10:00:00Z');
		expect(revisedAt(root, {}, new Date(0))).toBe('2026-06-01T10:00:00.000Z');
	});

	it('is what SOURCE_DATE_EPOCH says where it is set, and the moment where nothing says it', () => {
		expect(revisedAt(root, { SOURCE_DATE_EPOCH: '1767225600' }, now)).toBe('2026-01-01T00:00:00.000Z');
		expect(revisedAt(root, { SOURCE_DATE_EPOCH: 'soon' }, now)).toBe(now.toISOString());
		expect(revisedAt(join(root, 'nowhere'), {}, now)).toBe(now.toISOString());
	});
});
