import type { Answer, Detail } from '../integrations/kindred/src/event/index.ts';
import type { Circle, NewInteraction } from '../integrations/kindred/src/person/index.ts';

/** Somebody invented, so that a fresh blog has something to show. Days are counted back from today. */
export interface Invented {
	readonly name: string;
	/** Before `@example.com`, which belongs to nobody (RFC 2606). */
	readonly box: string;
	readonly languages: readonly string[];
	readonly circle: Circle;
	/** Empty reads everything. */
	readonly topics: readonly string[];
	readonly via?: string;
	/** When they subscribed; who never did is a contact. */
	readonly subscribed?: number;
	readonly left?: number;
	readonly happened?: readonly {
		readonly ago: number;
		readonly kind: NewInteraction['kind'];
		readonly subject?: string;
		readonly text: string;
	}[];
	/** Answers by event, in the order in which they were given. */
	readonly answers?: Readonly<Record<string, Answer>>;
	/** What else they said, by event. */
	readonly said?: Readonly<Record<string, Detail>>;
}

export const december = 'a-table-for-eight-december';
const longTable = 'long-table-2031';
export const walk = 'autumn-walk';
export const february = 'a-table-for-eight-february';
export const readings = 'letters-aloud';

export const people: readonly Invented[] = [
	{
		name: 'Amara Osei',
		box: 'amara',
		languages: ['en'],
		circle: 'core',
		topics: ['gatherings', 'groups'],
		via: 'friend',
		subscribed: 300,
		happened: [
			{
				ago: 120,
				kind: 'replied',
				subject: 'post:why-groups-die',
				text: 'Ours had four hundred. I was the last one to write in it.',
			},
		],
		answers: { [walk]: 'yes', [december]: 'yes', [longTable]: 'yes' },
		said: { [december]: { answers: { before: 'More often' }, shown: true } },
	},
	{
		name: 'Jonas Feld',
		box: 'jonas',
		languages: ['de', 'en'],
		circle: 'core',
		topics: ['letters', 'writing'],
		via: 'rss',
		subscribed: 260,
		happened: [{ ago: 75, kind: 'noted', text: 'Restores bicycles. Wants to hear about index cards.' }],
		answers: { [walk]: 'yes', [december]: 'yes' },
		said: { [december]: { answers: { before: 'Once or twice' }, comment: 'I can bring the big pot back.' } },
	},
	{
		name: '林雅婷',
		box: 'yating',
		languages: ['zh-Hant', 'en'],
		circle: 'core',
		topics: ['friendship'],
		via: 'wechat',
		subscribed: 240,
		happened: [{ ago: 60, kind: 'touched', text: 'Sent her the photograph of the shop in Dadaocheng.' }],
		answers: { [longTable]: 'yes' },
	},
	{
		name: 'ليلى حداد',
		box: 'layla',
		languages: ['ar', 'en'],
		circle: 'active',
		topics: ['groups', 'writing'],
		subscribed: 200,
		answers: { [december]: 'yes', [longTable]: 'maybe' },
		said: { [december]: { answers: { diet: 'No pork, please.', before: 'Never' } } },
	},
	{
		name: 'Tomás Ferreira',
		box: 'tomas',
		languages: ['en'],
		circle: 'active',
		topics: [],
		via: 'rss',
		subscribed: 180,
		answers: { [walk]: 'yes', [december]: 'yes' },
	},
	{
		name: '陳柏宇',
		box: 'boyu',
		languages: ['zh-Hant'],
		circle: 'active',
		topics: ['groups', 'attention'],
		via: 'wechat',
		subscribed: 150,
		answers: { [longTable]: 'yes', [december]: 'yes' },
	},
	{
		name: 'Ingrid Solberg',
		box: 'ingrid',
		languages: ['en'],
		circle: 'active',
		topics: ['ties', 'attention'],
		subscribed: 120,
		answers: { [walk]: 'no', [december]: 'yes' },
	},
	{
		name: 'عمر ناصر',
		box: 'omar',
		languages: ['ar'],
		circle: 'loose',
		topics: [],
		via: 'friend',
		subscribed: 90,
		answers: { [december]: 'yes' },
	},
	{
		name: 'Priya Raman',
		box: 'priya',
		languages: ['en'],
		circle: 'loose',
		topics: ['gatherings'],
		subscribed: 60,
		answers: { [walk]: 'yes', [december]: 'yes' },
		said: { [december]: { answers: { diet: 'Peanuts', before: 'Never' }, shown: true } },
	},
	{
		name: 'Wei Zhang',
		box: 'wei',
		languages: ['zh-Hans', 'en'],
		circle: 'loose',
		topics: ['craft', 'letters'],
		via: 'wechat',
		subscribed: 45,
		answers: { [december]: 'yes' },
	},
	{
		name: 'Ruth Adler',
		box: 'ruth',
		languages: ['de'],
		circle: 'loose',
		topics: [],
		answers: { [december]: 'yes' },
	},
	{
		name: 'Sam Whitlock',
		box: 'sam',
		languages: ['en'],
		circle: 'loose',
		topics: ['writing'],
		subscribed: 210,
		left: 30,
		happened: [{ ago: 215, kind: 'noted', text: 'Met on the night train to Vienna.' }],
	},
];
