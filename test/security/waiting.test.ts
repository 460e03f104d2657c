import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { after } from '../../integrations/kindred/src/base/time.ts';
import { askToConfirm, toEvents } from '../../integrations/kindred/src/event/index.ts';
import { deskOf } from '../../integrations/kindred/src/inbox/obey.ts';
import { askToSubscribe, releaseLetters } from '../../integrations/kindred/src/person/index.ts';
import { supper } from '../event/supper.ts';
import { openHouse } from '../inbox/house.ts';
import { site } from '../site.ts';
import { openPostgresForTest, openSqliteForTest } from '../store/open.ts';
import { openBesiegedHouse } from './flood.ts';

const VISITOR = '203.0.113.0/24';

describe.each([
	['SQLite', openSqliteForTest],
	['Postgres', openPostgresForTest],
] as const)('on %s, what waits for an address', (_engine, open) => {
	let house: Awaited<ReturnType<typeof openBesiegedHouse>>;
	beforeEach(async () => {
		house = await openBesiegedHouse(open);
		// So many strangers that no letter leaves at once any more.
		for (let n = 0; n < 40; n++) await house.signUp(`early${n}@example.net`, `10.${n % 2}.${n}.0/24`);
		house.left.length = 0;
	});
	afterEach(() => house.test.remove());

	const confirmation = (words: string) => ({
		name: 'confirm' as const,
		values: { 'confirm-url': words },
		envelope: { to: { name: '', email: 'lin@example.net' }, stream: 'confirm' },
	});
	const rows = () => house.test.store.db.selectFrom('waiting').selectAll().execute();
	const wordsToLin = () =>
		house.left.filter(({ to }) => to === 'lin@example.net').map(({ text }) => /\S+:\S+/.exec(text)?.[0]);

	it('is a letter of each kind and about each thing: none replaces another', async () => {
		await house.ask(confirmation('the:list'), VISITOR);
		const answer = { ...confirmation('the:supper'), name: 'rsvp-confirm' as const, about: 'supper' };
		await house.ask(answer, VISITOR);
		await house.ask({ ...answer, about: 'picnic', values: { 'confirm-url': 'the:picnic' } }, VISITOR);
		await house.pass({ hours: 3 });
		expect(wordsToLin().sort()).toEqual(['the:list', 'the:picnic', 'the:supper']);
	});

	it('keeps its place and its words, however others ask for the same address', async () => {
		const before = new Set((await rows()).map(({ sealed }) => sealed));
		await house.ask(confirmation('their:own'), VISITOR);
		const own = (await rows()).filter(({ sealed }) => !before.has(sealed));
		expect(own).toHaveLength(1);
		const came = house.clock.now;
		for (let n = 0; n < 30; n++) {
			await house.ask(confirmation(`foreign:${n}`), `192.${n % 2}.${n % 3}.0/24`);
			expect(await rows()).toContainEqual(own[0]);
		}
		await house.passTo(after(came, { minutes: 10 }));
		expect(wordsToLin()).toContain('their:own');
	});

	it('waits no longer because others asked for it before, from a network at the end of the queue', async () => {
		for (let n = 0; n < 15; n++) await house.signUp(`victim${n}@example.net`, '192.0.2.0/24');
		await house.ask(confirmation('foreign:first'), '192.0.2.0/24');
		await house.ask(confirmation('their:own'), VISITOR);
		await house.pass({ minutes: 10 });
		expect(wordsToLin()).toEqual(['their:own']);
	});

	it('is one letter with the newest wish, in the place of the first, when it is asked for again', async () => {
		const first = house.clock.now;
		await house.ask(confirmation('wish:first'), VISITOR);
		const length = (await rows()).length;
		house.clock.now = after(first, { minutes: 1 });
		await house.ask(confirmation('wish:second'), VISITOR);
		expect((await rows()).map(({ asked_at }) => asked_at)).toEqual(Array<string>(length).fill(first));
		await house.pass({ hours: 3 });
		expect(wordsToLin()).toEqual(['wish:second']);
	});

	it('is dropped when the address has had its letters of the day', async () => {
		for (let n = 0; n < 10; n++) await house.ask(confirmation(`foreign:${n}`), `192.${n}.0.0/24`);
		await house.pass({ hours: 3 });
		expect(wordsToLin()).toHaveLength(3);
		expect(await rows()).toEqual([]);
	});
});

describe('somebody who asks for letters and answers two events while a flood lasts', () => {
	it('has the three letters', async () => {
		const house = await openHouse({ dynamic: true, signups: { perHour: 8, perAddress: 3, perNetwork: 20 } });
		const events = ['supper', 'picnic'].map((id) => ({ id, data: supper }));
		const salon = { ...house, snapshot: { ...house.snapshot, events: toEvents(events, site) } };
		const subscribe = (email: string) =>
			askToSubscribe(
				{ email, name: '', languages: [], topics: [], frequency: 'every' },
				{ source: 'form', lang: 'en' },
				deskOf(house),
			);
		for (const n of [1, 2, 3, 4]) await subscribe(`early${n}@example.net`);
		await subscribe('lin@example.net');
		for (const event of ['supper', 'picnic'])
			await askToConfirm({ event, email: 'lin@example.net', answer: 'yes', lang: 'en' }, salon);
		expect(house.letters).toHaveLength(4);
		for (let n = 0; n < 3; n++) {
			house.at = after(house.at, { minutes: 15 });
			await releaseLetters(deskOf(house));
		}
		expect(house.letters.slice(4).map(({ to }) => to.email)).toEqual(
			Array<string>(3).fill('lin@example.net'),
		);
		await house.test.remove();
	});
});
