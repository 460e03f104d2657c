import { describe, expect, it } from 'vitest';
import { toEvents, type EventFrontMatter } from '../../integrations/kindred/src/event/index.ts';
import { site } from '../site.ts';
import { supper } from './supper.ts';

type Questions = NonNullable<EventFrontMatter['questions']>;
const diet = { id: 'diet', ask: 'What do you not eat?', required: false };
const sits = { id: 'sits', ask: 'Where?', choices: ['inside', 'outside'], required: true };

const asked = (here: Questions, there: Questions | undefined) =>
	toEvents(
		[
			{ id: 'supper', data: { ...supper, questions: here } },
			{ id: 'supper.zh-hant', data: { ...supper, title: '晚餐', questions: there } },
		],
		site,
	).map(({ questions }) => questions);

describe('the questions of an event', () => {
	it('are worded by each language, and those of the first where a translation has none', () => {
		const words = [
			{ ...diet, ask: '有什麼不吃的？' },
			{ ...sits, ask: '坐哪裡？', choices: ['裡面', '外面'] },
		];
		expect(asked([diet, sits], words)).toEqual([[diet, sits], words]);
		expect(asked([diet, sits], undefined)).toEqual([
			[diet, sits],
			[diet, sits],
		]);
		expect(asked([diet, sits], [])).toEqual([
			[diet, sits],
			[diet, sits],
		]);
	});

	it.each<[string, Questions]>([
		['another one', [{ ...diet, id: 'wishes' }, sits]],
		['one fewer', [diet]],
		['another order', [sits, diet]],
		['more choices', [diet, { ...sits, choices: ['裡面', '外面', '門口'] }]],
		['one that has to be answered', [{ ...diet, required: true }, sits]],
	])('are the same in every language: %s is refused', (_, there) => {
		expect(() => asked([diet, sits], there)).toThrow(/ask different `questions` of one event/);
	});
});
