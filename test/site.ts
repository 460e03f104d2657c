import type { Site } from '../integrations/kindred/src/base/site.ts';

/** The site of tests: four languages, a server, an address for answers, and the default colours. */
export const site: Site = {
	url: 'https://example.com',
	base: '',
	name: 'The Long Table',
	from: { name: 'Ada', email: 'ada@example.com' },
	inbound: 'letters@in.example.com',
	imprint: '1 Park Lane, London',
	lang: 'en',
	languages: ['en', 'zh-Hant', 'zh-Hans', 'ar'],
	zone: 'Europe/Berlin',
	theme: {
		paper: '#f6f1e7',
		ink: '#1d1a16',
		accent: '#8c2f20',
		dark: { paper: '#191714', ink: '#ece5d8', accent: '#eba797' },
		font: 'serif',
		width: 560,
	},
	breaker: { failed: 0.05, bounced: 0.01, complained: 0.001, least: 3 },
	dynamic: true,
	signups: { perHour: 60, perAddress: 3, perNetwork: 20 },
	proxies: 1,
	events: { reminders: ['P7D', 'P1D'], fadeAfterDays: 90, zones: ['America/New_York', 'Asia/Shanghai'] },
	paths: { post: '/:lang/posts/:group/', digest: '/:lang/digests/:group/', event: '/:lang/events/:group/' },
};
