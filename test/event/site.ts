import { theme } from '../theme.ts';
import type { Site } from '../../integrations/kindred/src/base/site.ts';
import {
	toEvents,
	type EventFrontMatter,
	type KindredEvent,
} from '../../integrations/kindred/src/event/index.ts';

/** A site in four languages with a server. */
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
	dynamic: true,
	theme,
	paths: { post: '/:lang/posts/:group/', digest: '/:lang/digests/:group/', event: '/:lang/events/:group/' },
};

export const supper: EventFrontMatter = {
	title: 'Supper',
	start: '2031-05-17T19:00',
	zone: 'Asia/Taipei',
	place: { name: 'Dadaocheng' },
	capacity: 2,
	description: 'Soup, bread and one question.',
};

/** One event from front matter. */
export function eventOf(data: Partial<EventFrontMatter> = {}, id = 'supper'): KindredEvent {
	return toEvents([{ id, data: { ...supper, ...data } }], site)[0]!;
}
