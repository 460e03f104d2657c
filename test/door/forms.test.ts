import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { run as kindredPerson } from '../../integrations/kindred/src/cli/person.ts';
import { openStore } from '../../integrations/kindred/src/store/index.ts';
import { callSite, serveSite, type ServedSite } from './site.ts';

const SITE = 'https://table.example';
const form = 'application/x-www-form-urlencoded';
let served: ServedSite;

/** One request as a TLS proxy in front of the site hands it on. */
const call = (method: string, path: string, headers: Record<string, string>, body = '') =>
	callSite(
		served.port,
		method,
		path,
		{ Host: 'table.example', 'X-Forwarded-Proto': 'https', ...headers },
		body,
	);
const get = (path: string, method = 'GET') => call(method, path, {});
const submit = (
	path: string,
	fields: Record<string, string> | [string, string][],
	headers: Record<string, string> = {},
) =>
	call(
		'POST',
		path,
		{ Origin: SITE, 'Content-Type': form, ...headers },
		new URLSearchParams(fields).toString(),
	);
const oneClick = (path: string, headers: Record<string, string> = {}) =>
	call('POST', path, { 'Content-Type': form, ...headers }, 'List-Unsubscribe=One-Click');
const linkIn = (text: string, page: string) =>
	new RegExp(`https://table\\.example(/kindred/${page}/\\?token=[\\w.-]+)`).exec(text)?.[1] ?? '';
const tokenOf = (path: string) => path.split('token=')[1] ?? '';

/** Every row of the store, to see whether anything changed. */
async function rows(): Promise<string> {
	const store = await openStore('', { root: served.root });
	try {
		const tables = ['person', 'address', 'signup', 'interaction', 'suppression', 'setting'] as const;
		return JSON.stringify(
			await Promise.all(tables.map((table) => store.db.selectFrom(table).selectAll().execute())),
		);
	} finally {
		await store.close();
	}
}

beforeAll(async () => {
	served = await serveSite(SITE);
});
afterAll(() => served?.stop());

describe('a visitor behind a TLS proxy', () => {
	const email = 'lin@example.net';

	it('subscribes, confirms, changes what they get, and leaves by one click', async () => {
		const asked = await submit('/kindred/subscribe/', {
			email: ' LIN@Example.net ',
			name: 'Lin',
			languages: 'zh-Hant',
			lang: 'zh-Hant',
		});
		expect([asked.status, asked.title]).toEqual([200, '請看看你的信箱']);
		expect(await rows()).not.toContain('lin@');

		const confirmation = await served.letter();
		expect(confirmation).toMatchObject({ subject: '請確認：The Long Table 的來信', to: email, leave: '' });
		expect(confirmation.text + confirmation.html).not.toContain('Lin');
		const link = linkIn(confirmation.text, 'confirm');
		expect(confirmation.html).toContain(link);

		const before = await rows();
		expect([(await get(link)).title, (await get(link, 'HEAD')).status]).toEqual(['確認你的地址', 200]);
		expect(await rows()).toBe(before);

		const token = tokenOf(link);
		const both = await Promise.all([1, 2, 3].map(() => submit('/kindred/confirm/', { token })));
		expect(both.map(({ title }) => title)).toEqual(['訂閱完成', '訂閱完成', '訂閱完成']);
		expect((await rows()).match(/"kind":"subscribed"/g)).toHaveLength(1);

		await submit('/kindred/preferences/', { email, lang: 'en' });
		const letter = await served.letter();
		const preferences = linkIn(letter.text, 'preferences');
		expect((await get(preferences)).text).toContain('value="lin@example.net"');
		const saved = await submit('/kindred/preferences/', {
			token: tokenOf(preferences),
			do: 'save',
			email,
			name: 'فاطمة',
			languages: 'ar',
		});
		expect(saved.text).toContain('value="فاطمة"');
		const taken = await submit('/kindred/preferences/', { token: tokenOf(preferences), do: 'export' });
		expect(taken.headers['content-disposition']).toContain('attachment');
		expect(JSON.parse(taken.text)).toMatchObject({ person: { languages: ['ar'] }, addresses: [{ email }] });

		const leave = letter.leave.replace(SITE, '');
		expect((await get(leave)).title).toBe('مغادرة القائمة');
		expect(await oneClick(leave)).toMatchObject({ status: 200, text: 'You have left the list.\n' });
		expect(await oneClick(leave)).toMatchObject({ status: 200 });
		expect((await rows()).match(/"kind":"left"/g)).toHaveLength(1);
		expect((await get(leave)).title).toBe('غادرت القائمة');
		expect((await submit('/kindred/confirm/', { token })).status).toBe(410);
	});

	it('has left a story that the author can read, word by word', async () => {
		const told: string[] = [];
		const io = {
			cwd: served.root,
			env: {},
			stdout: (text: string) => told.push(text),
			stderr: () => {},
			isTTY: false,
		};
		expect(await kindredPerson(['show', email], io)).toBe(0);
		const lines = told.join('').trim().split('\n');
		expect(lines[0]).toBe(`1  فاطمة <${email}>  left, loose`);
		expect(lines[1]).toMatch(/^reads ar · topics: all · how often: every · known since \d{4}-\d\d-\d\d$/);
		expect(
			lines.slice(3).map((line) => line.replace(/^[\d -]{10} [\d:]{5} {2}/, '').replace(/\d{4}-\S+Z/, '…')),
		).toEqual([
			expect.stringMatching(
				/^subscribed {3}wording: zh-Hant:[0-9a-f]{12} · askedAt: … · source: form · languages: zh-Hant · freq/,
			),
			'preferences  name: فاطمة · languages: ar',
			'left         how: one-click',
		]);
		expect(await kindredPerson(['frob'], io)).toBe(2);
		await expect(kindredPerson(['show', '99'], io)).rejects.toMatchObject({
			message: 'There is nobody with the id or address `99`.',
		});
		await expect(kindredPerson(['forget', email], io)).rejects.toMatchObject({
			hint: expect.stringContaining('--yes'),
		});
	});

	it('hears the same whether an address is known, unknown or filled in by a machine', async () => {
		const known = await submit('/kindred/preferences/', { email });
		const unknown = await submit('/kindred/preferences/', { email: 'nobody@example.net' });
		expect(unknown.text).toBe(known.text);
		const letters = served.letterCount();
		const trapped = await submit('/kindred/subscribe/', {
			email: 'bot@example.net',
			website: 'http://spam.example',
		});
		expect([trapped.title, served.letterCount()]).toEqual(['Check your mailbox', letters]);
	});

	it('reads what is wrong beside the field, with what they typed', async () => {
		const wrong = await submit('/kindred/subscribe/', { email: 'lin@', name: '"><script>', lang: 'ar' });
		expect(wrong.status).toBe(400);
		expect(wrong.text).toContain('dir="rtl"');
		expect(wrong.text).toContain('aria-invalid="true"');
		expect(wrong.text).toContain('value="lin@"');
		expect(wrong.text).toContain('value="&quot;><script>"');
	});

	it.each([
		['no fields', form, ''],
		['no form', 'application/json', '{"email":"a@example.net"}'],
		['a broken form', 'multipart/form-data; boundary=x', 'garbage'],
		['an array', form, 'email[]=a@example.net&email='],
	])('%s is answered, not thrown at', async (_name, type, body) => {
		const answer = await call('POST', '/kindred/subscribe/', { Origin: SITE, 'Content-Type': type }, body);
		expect(answer.status).toBe(400);
	});

	it.each(['', 'x', 'a.b', '%00', 'WyJjb25maXJtIl0.AAAA'])('a token %j opens no page', async (token) => {
		const pages = await Promise.all(
			['confirm', 'leave', 'preferences'].map((page) => get(`/kindred/${page}/?token=${token}`)),
		);
		expect(pages.map(({ status }) => status)).toEqual([400, 400, token ? 400 : 200]);
	});

	it('leaks no token through a referrer or a cache', async () => {
		const { headers } = await get('/kindred/leave/?token=x');
		expect(headers).toMatchObject({ 'referrer-policy': 'same-origin', 'cache-control': 'no-store' });
	});
});

describe('the origin check', () => {
	it.each([
		['a form of another site', { Origin: 'https://evil.example', 'Content-Type': form }, 403],
		['a form without an origin', { 'Content-Type': form }, 403],
		['a form from a page that hides its origin', { Origin: 'null', 'Content-Type': form }, 403],
		['a form over http', { Origin: 'http://table.example', 'Content-Type': form }, 403],
		['text/plain', { 'Content-Type': 'text/plain;charset=UTF-8' }, 403],
		['no content type', {}, 403],
		['JSON', { 'Content-Type': 'application/json' }, 200],
		['a form of this site', { Origin: SITE, 'Content-Type': form }, 200],
	])('%s to a route of the site is answered as Astro does', async (_name, headers, status) => {
		expect((await call('POST', '/own/', headers as Record<string, string>, 'a=1')).status).toBe(status);
	});

	it('lets a one-click POST through to the leave page only', async () => {
		expect((await oneClick('/kindred/leave/?token=x')).text).toBe('This link does not work.\n');
		expect((await oneClick('/kindred/preferences/?token=x')).status).toBe(403);
		expect((await oneClick('/own/')).status).toBe(403);
		expect((await oneClick('/kindred/leave/../../own/')).status).toBe(403);
		const other = await call(
			'POST',
			'/kindred/leave/?token=x',
			{ 'Content-Type': form },
			'a=List-Unsubscribe=One-Click',
		);
		expect(other.status).toBe(403);
	});
});

describe('a form that is too large', () => {
	it('is refused, whatever it says of its length', async () => {
		const large = 'x'.repeat(70_000);
		expect((await submit('/kindred/subscribe/', { email: large })).status).toBe(413);
		const chunked = await call(
			'POST',
			'/kindred/subscribe/',
			{ Origin: SITE, 'Content-Type': form, 'Transfer-Encoding': 'chunked' },
			large,
		);
		expect(chunked.status).toBe(413);
	});

	it('is the business of the site on its own routes', async () => {
		expect(
			(await call('POST', '/own/', { Origin: SITE, 'Content-Type': form }, 'x'.repeat(70_000))).text,
		).toBe('70000');
	});
});
