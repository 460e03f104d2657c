import {
	toEvents,
	type EventFrontMatter,
	type KindredEvent,
} from '../../integrations/kindred/src/event/index.ts';
import { site } from '../site.ts';

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
