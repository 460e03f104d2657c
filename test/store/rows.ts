import type { Insertable } from 'kysely';
import type { Store } from '../../integrations/kindred/src/store/index.ts';
import type { Tables } from '../../integrations/kindred/src/store/schema.ts';

const NOW = '2031-05-17T19:00:00.000Z';

/** A row of every table that a person with id 1 fills, with every column set. */
export const ROWS: { [Name in Exclude<keyof Tables, 'migration'>]: Insertable<Tables[Name]> } = {
	setting: { key: 'salt', value: 'grain' },
	person: {
		id: 1,
		state: 'subscribed',
		name: '陳怡君',
		languages: '["zh-Hant"]',
		topics: '[]',
		frequency: 'weekly',
		zone: 'Asia/Taipei',
		circle: 'active',
		via: 'wechat',
		created_at: NOW,
		updated_at: NOW,
	},
	address: { email: 'i-chun@example.com', person_id: 1, is_primary: 1, created_at: NOW },
	signup: { email_hash: 'f00d', state: 'asked', asked_at: NOW, letters: 1, last_letter_at: NOW },
	network: { hash: 'c0de', wide: 0, asked: 2, letters: 1, since: NOW },
	waiting: {
		email_hash: 'f00d',
		kind: 'beef',
		network: 'c0de',
		wide: 'c0de',
		sealed: 'AAAA',
		asked_at: NOW,
	},
	suppression: { email_hash: 'dead', reason: 'complaint', at: NOW },
	interaction: {
		id: 1,
		person_id: 1,
		at: NOW,
		kind: 'replied',
		subject: 'why-groups-die',
		detail: '{"words":12}',
		key: 'reply:1',
	},
	outgoing: {
		id: 1,
		key: 'confirm:1',
		letter: '{"to":"i-chun@example.com"}',
		not_before: NOW,
		attempts: 2,
		last_error: 'slow down',
		created_at: NOW,
	},
	plan: { hash: 'beef', digest: '2031-05', created_at: NOW, approved_at: NOW, due_at: NOW, content: '{}' },
	plan_part: { plan: 'beef', kind: 'readings', seq: 0, content: '[]' },
	run: {
		digest: '2031-05',
		plan: 'beef',
		state: 'paused',
		reason: 'a typo',
		begun_at: NOW,
		updated_at: NOW,
	},
	chunk: {
		id: 1,
		digest: '2031-05',
		plan: 'beef',
		seq: 0,
		key: '2031-05/0',
		frozen: '{}',
		body_hash: 'cafe',
		state: 'sent',
		attempted_at: NOW,
		settled_at: NOW,
		error: 'none',
	},
	delivery: {
		digest: '2031-05',
		person_id: 1,
		chunk_id: 1,
		seq: 0,
		lang: 'zh-Hant',
		items: '[]',
		state: 'sent',
		reason: 'subscribed',
		provider_id: 're_1',
		at: NOW,
		outcome: 'delivered',
		outcome_at: NOW,
		message_id: '<re_1@example.com>',
	},
	rsvp: {
		event: 'picnic',
		person_id: 1,
		answer: 'yes',
		seat: 'seated',
		guests: 1,
		position: 3,
		answered_at: NOW,
		updated_at: NOW,
		until: NOW,
		invited: 1,
		detail: '{"comment":"With bread"}',
		told: '{"sequence":1}',
	},
	announcement: {
		event: 'picnic',
		sequence: 1,
		facts: '{}',
		approved: 'beef',
		words: 'I am ill.',
		faded_at: NOW,
		updated_at: NOW,
	},
	invitation: {
		event: 'picnic',
		person_id: 1,
		position: 1,
		state: 'open',
		reason: '{}',
		wave: 1,
		until: NOW,
		updated_at: NOW,
	},
	invitation_plan: {
		event: 'picnic',
		terms: '{"days":7}',
		approved: null,
		wave: 1,
		minutes: 10_080,
		rolled_at: NOW,
	},
	event_private: {
		event: 'picnic',
		join_url: 'https://example.com/j',
		address: '1 Park Lane',
		note: 'Ring twice',
		updated_at: NOW,
	},
	reply: {
		id: 1,
		message_id: '<a@example.com>',
		content_hash: 'abcd',
		person_id: 1,
		forwarded_by: 1,
		from_email: 'i-chun@example.com',
		at: NOW,
		subject: 'Re: hello',
		text: 'Yes!',
		quoted: '> hello',
		signature: '--',
		kind: 'human',
		reason: 'text',
		about: 'why-groups-die',
		verified: 1,
		raw: 'From: …',
		created_at: NOW,
		rung: 'address',
		confidence: 100,
		proof: '{}',
		items: '[]',
		pairs: '[]',
		attachments: '[]',
		back: '2031-06-01',
		received_at: NOW,
	},
	answer: {
		id: 1,
		person_id: 1,
		reply_id: 1,
		message_id: 'b@example.com',
		content_hash: 'abce',
		at: NOW,
		subject: 'Re: hello',
		text: 'Until then!',
		by: 'command',
		created_at: NOW,
	},
	proposal: {
		id: 1,
		person_id: 1,
		email: 'chun@example.org',
		reply_id: 1,
		reason: 'wrote from another address',
		state: 'open',
		at: NOW,
	},
	sent_letter: { message_id: 'c@example.com', person_id: 1, about: 'event:supper', at: NOW },
	merged: { id: 7, person_id: 1 },
	webhook_seen: { id: 'msg_1', at: NOW },
};

/** Put {@link ROWS} into a store, those that are pointed at first. */
export async function insertRows({ db }: Pick<Store, 'db'>): Promise<void> {
	await db.insertInto('setting').values(ROWS.setting).execute();
	await db.insertInto('person').values(ROWS.person).execute();
	await db.insertInto('address').values(ROWS.address).execute();
	await db.insertInto('signup').values(ROWS.signup).execute();
	await db.insertInto('network').values(ROWS.network).execute();
	await db.insertInto('waiting').values(ROWS.waiting).execute();
	await db.insertInto('suppression').values(ROWS.suppression).execute();
	await db.insertInto('interaction').values(ROWS.interaction).execute();
	await db.insertInto('outgoing').values(ROWS.outgoing).execute();
	await db.insertInto('plan').values(ROWS.plan).execute();
	await db.insertInto('plan_part').values(ROWS.plan_part).execute();
	await db.insertInto('run').values(ROWS.run).execute();
	await db.insertInto('chunk').values(ROWS.chunk).execute();
	await db.insertInto('delivery').values(ROWS.delivery).execute();
	await db.insertInto('rsvp').values(ROWS.rsvp).execute();
	await db.insertInto('announcement').values(ROWS.announcement).execute();
	await db.insertInto('invitation').values(ROWS.invitation).execute();
	await db.insertInto('invitation_plan').values(ROWS.invitation_plan).execute();
	await db.insertInto('event_private').values(ROWS.event_private).execute();
	await db.insertInto('reply').values(ROWS.reply).execute();
	await db.insertInto('answer').values(ROWS.answer).execute();
	await db.insertInto('proposal').values(ROWS.proposal).execute();
	await db.insertInto('sent_letter').values(ROWS.sent_letter).execute();
	await db.insertInto('merged').values(ROWS.merged).execute();
	await db.insertInto('webhook_seen').values(ROWS.webhook_seen).execute();
}
