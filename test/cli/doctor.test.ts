import { chmod, mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FORGED } from '../../integrations/kindred/src/inbox/index.ts';
import type { Site } from '../../integrations/kindred/src/base/site.ts';
import { run } from '../../integrations/kindred/src/cli/doctor.ts';
import { firstSendTrouble, refuseTroubledStart } from '../../integrations/kindred/src/cli/first-send.ts';
import { nodeFinding, secretFinding, siteAddress } from '../../integrations/kindred/src/cli/doctor-site.ts';
import { storeFindings } from '../../integrations/kindred/src/cli/doctor-store.ts';
import { KindredError } from '../../integrations/kindred/src/base/error.ts';
import { openDns } from '../../integrations/kindred/src/mail/dns.ts';
import { openStore, type Store } from '../../integrations/kindred/src/store/index.ts';
import { writeSetting } from '../../integrations/kindred/src/store/setting.ts';
import { serveDns, type DnsServer } from '../dns/server.ts';
import { site as table } from '../site.ts';

const now = '2031-05-17T12:00:00.000Z';
const site: Site = {
	...table,
	url: 'https://longtable.blog',
	from: { name: 'Ada', email: 'ada@longtable.blog' },
};
let root: string;
let store: Store;
let server: DnsServer;
const desk = vi.hoisted(() => ({ open: async (): Promise<unknown> => undefined }));
vi.mock('../../integrations/kindred/src/cli/open.ts', async (original) => ({
	...(await original<object>()),
	openDesk: () => desk.open(),
}));

beforeEach(async () => {
	root = await mkdtemp(join(tmpdir(), 'kindred doctor '));
	await writeFile(join(root, 'astro.config.mjs'), '');
	store = await openStore('', { root });
	server = await serveDns({});
	desk.open = async () => ({ site, store, snapshot: { events: [] }, close: async () => {} });
});
afterEach(async () => {
	await store.close();
	await server.close();
	await rm(root, { recursive: true });
});

async function doctor(args: string[] = [], env: NodeJS.ProcessEnv = {}) {
	const told = { out: '', err: '' };
	const io = {
		cwd: root,
		env,
		isTTY: false,
		stdout: (text: string) => void (told.out += text),
		stderr: (text: string) => void (told.err += text),
	};
	return { code: await run([...args, '--now', now], io, openDns(server.servers)), ...told };
}
const store_ = async () =>
	Object.fromEntries((await storeFindings(store, root, now)).map(({ about, verdict }) => [about, verdict]));

describe('kindred doctor', () => {
	it('says of everything how it is and what to do, and does not fail for warnings', async () => {
		const { code, out } = await doctor();
		expect(code).toBe(0);
		expect(out).toMatch(/^ok +site +https:\/\/longtable\.blog$/m);
		expect(out).toMatch(/^warn +carrier +No carrier is set.*\n +→ Set RESEND_API_KEY/m);
		expect(out).toMatch(/\n\n0 failed, \d+ to look at, \d+ not seen, \d+ well\.\n$/);
	});
	it('fails where something does, and says it as JSON too', async () => {
		const { code, out } = await doctor(['--json'], { KINDRED_SMTP: 'smtp://mail.longtable.blog' });
		const { findings } = JSON.parse(out) as { findings: { about: string; verdict: string }[] };
		expect([code, findings.find(({ about }) => about === 'SPF')?.verdict]).toEqual([1, 'fail']);
	});
	it('looks at the rest when the site does not open', async () => {
		desk.open = () =>
			Promise.reject(
				new KindredError('A key in KINDRED_SECRET has only 5 characters.', 'Write a longer one.'),
			);
		const { code, out } = await doctor([], { KINDRED_SECRET: 'short' });
		expect(code).toBe(1);
		expect(out).toMatch(
			/FAIL +opening +A key in KINDRED_SECRET has only 5 characters\.\n +→ Write a longer one\./,
		);
		expect(out).toMatch(/ok +node/);
	});
	it('lets nobody else steer the terminal', async () => {
		await writeSetting(store.db, 'mail-stopped', 'because \u001b]0;of this\u0007');
		expect((await doctor()).out).toContain('because ]0;of this');
	});
	it('is misused by a word too many', async () => {
		expect((await doctor(['please'])).code).toBe(2);
	});
});

describe('the store', () => {
	it('is private, and wants a backup', async () => {
		expect(await store_()).toEqual({ store: 'ok', backup: 'warn' });
		await chmod(join(root, '.kindred'), 0o755);
		expect(await store_()).toMatchObject({ store: 'warn' });
		await chmod(store.place, 0o644);
		expect(await store_()).toMatchObject({ store: 'fail' });
	});
	it('knows how old its last backup is', async () => {
		const file = join(root, '.kindred', 'backups', '2031.db');
		await mkdir(join(file, '..'));
		await writeFile(file, '');
		const aged = async (day: string) => {
			await utimes(file, new Date(day), new Date(day));
			return (await store_())['backup'];
		};
		expect([await aged('2031-05-01'), await aged('2031-04-01')]).toEqual(['ok', 'warn']);
	});
	it('says what waits for its owner', async () => {
		await store.mail.stop('a wrong link');
		await writeSetting(store.db, 'flood', JSON.stringify({ since: now, last: now }));
		const chunk = { digest: 'may', plan: 'p', seq: 0, key: 'k', frozen: '{}', body_hash: '', state: 'held' };
		await store.db.insertInto('chunk').values(chunk).execute();
		const run_ = {
			digest: 'april',
			plan: 'p',
			state: 'paused',
			reason: 'bounces',
			begun_at: now,
			updated_at: now,
		};
		await store.db.insertInto('run').values(run_).execute();
		const forged = {
			from: '',
			subject: '',
			text: '',
			quoted: '',
			signature: '',
			kind: 'human' as const,
			at: now,
		};
		for (const [contentHash, at] of [
			['old', '2031-01-01T00:00:00.000Z'],
			['new', now],
		] as const)
			await store.replies.keep({ ...forged, contentHash, reason: FORGED, verified: false }, at);
		const findings = await storeFindings(store, root, now);
		expect(findings.map(({ text }) => text).slice(2)).toEqual([
			'All mail is stopped: a wrong link.',
			'Of "may" a batch is held: nobody knows whether those letters left.',
			'"april" is paused: bounces.',
			'A mail of the last 30 days came to a reply address that we did not sign.',
			`Since ${now} the forms ask for far more letters than readers do.`,
		]);
	});
});

describe('the site and the machine', () => {
	it.each([
		['https://longtable.blog', 'ok'],
		['http://longtable.blog', 'fail'],
		['http://localhost:4321', 'fail'],
		['https://127.0.0.1', 'fail'],
	])('links to %s are %s', (url, verdict) => {
		expect(siteAddress({ ...site, url }, 'resend').verdict).toBe(verdict);
	});
	it('a site on this machine is only a warning as long as no letter leaves it', () => {
		expect(siteAddress({ ...site, url: 'http://localhost:4321' }, 'outbox').verdict).toBe('warn');
	});
	it('keys are for one pair of eyes, and hard to guess', async () => {
		const of = async (env: Record<string, string> = {}) => (await secretFinding(root, env)).verdict;
		expect(await of({ KINDRED_SECRET: 'abcabcabcabcabcabcabcabcabc' })).toBe('fail');
		expect(await of({ KINDRED_SECRET: 'kX3v-90sLmQpZr7TnWbYcDfGhJ' })).toBe('ok');
		const file = join(root, '.kindred', 'secret');
		await writeFile(file, 'kX3v-90sLmQpZr7TnWbYcDfGhJ\n', { mode: 0o600 });
		expect([await of(), await of({ KINDRED_STORE: 'postgres://db/kindred' })]).toEqual(['ok', 'warn']);
		await chmod(file, 0o640);
		expect(await of()).toBe('fail');
	});
	it('an old Node fails', () => {
		const of = (node: string) => nodeFinding({ node }).verdict;
		expect(['24.21.0', '22.18.0', '23.0.0', '22.17.1'].map(of)).toEqual(['ok', 'ok', 'ok', 'fail']);
	});
});

describe('before a first digest', () => {
	const trouble = async (env: NodeJS.ProcessEnv, readers: number) =>
		(await firstSendTrouble({ site, store }, env, readers, openDns(server.servers))).map(
			({ about }) => about,
		);
	const smtp = { KINDRED_SMTP: 'smtp://mail.longtable.blog' };

	it('an unsigned domain is told of, unless the readers are few, or it is a rehearsal', async () => {
		expect(await trouble(smtp, 6)).toContain('SPF');
		expect(await trouble(smtp, 5)).toEqual([]);
		expect(await trouble({}, 300)).toEqual([]);
		expect(await trouble({ KINDRED_SMTP: 'smtp://localhost:25' }, 300)).toContain('SPF');
		expect(await trouble({ RESEND_API_KEY: 're_x', RESEND_BASE_URL: 'http://localhost:3000' }, 300)).toEqual(
			[],
		);
	});
	it('which was not the first, nothing is told', async () => {
		const line = { digest: 'may', person_id: 1, lang: 'en', items: '[]', state: 'sent', at: now };
		await store.db.insertInto('delivery').values(line).execute();
		expect(await trouble(smtp, 300)).toEqual([]);
	});
	it('the refusal names all of it, and nothing is refused without trouble', async () => {
		const start = (readers: number) =>
			refuseTroubledStart({ site, store }, smtp, readers, openDns(server.servers));
		await expect(start(300)).rejects.toThrow(
			/first digest to 300 people[^]*SPF: longtable\.blog does not say/,
		);
		await expect(start(3)).resolves.toBeUndefined();
	});
});
