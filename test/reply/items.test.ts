import { describe, expect, it } from 'vitest';
import { english, others, told, first } from './articles.ts';

/** The whole letter, as a mail program leaves it below an answer. */
const letter =
	'> Why groups die\n> Three hundred people joined, and after a year nobody wrote there.\n> A table for six\n> How to cook for strangers so that they talk with each other.\n> Writing by hand\n> Ink, paper and a stamp: what slow mail does to a friendship.\n> Maps of small towns\n> I drew every street and every bench of a village.';

describe('an answer is about', () => {
	it.each([
		[
			'the article whose words it stands below',
			{
				text: 'So true!',
				quoted: '',
				pairs: [
					{ quote: '> How to cook for strangers so that they\n> talk with each other.', answer: 'So true!' },
				],
			},
			'supper',
			'quote',
		],
		[
			'the one that was left of the quote',
			{ text: 'So true!', quoted: '> Three hundred people joined, and after\n> a year nobody wrote there.' },
			'groups',
			'quote',
		],
		[
			'the one whose title it says',
			{ text: 'I read “Writing by hand” twice.', quoted: letter },
			'letters',
			'quote',
		],
		[
			'the one it links to',
			{ text: 'See https://www.blog.example/posts/maps?utm_source=x#end.', quoted: letter },
			'maps',
			'link',
		],
		['the one whose path it names', { text: 'You mean (/posts/maps/), no?', quoted: letter }, 'maps', 'link'],
		[
			'the one it is like',
			{ text: 'My grandmother kept a stamp from each friendship.', quoted: letter },
			'letters',
			'words',
		],
	] as const)('%s', (_name, answer, post, by) => {
		expect(told(answer)).toEqual([{ post, share: 1, by }]);
	});

	it('all alike, when nothing shows which', () => {
		expect(told({ text: 'Thank you!', quoted: letter })).toEqual(
			['groups', 'letters', 'maps', 'supper'].map((post) => ({ post, share: 0.25, by: 'even' })),
		);
		expect(told({ text: 'Thank you!' }, english.slice(0, 1))).toEqual([
			{ post: 'groups', share: 1, by: 'even' },
		]);
	});

	it('all alike, when nothing of their own was found and the letter is all there is', () => {
		const text = letter.replaceAll('> ', '');
		expect(told({ text, whole: true }).map(({ by }) => by)).toEqual(['even', 'even', 'even', 'even']);
	});

	it('nothing, when nothing was written or there is nothing to speak of', () => {
		expect(told({ text: ' \n', quoted: letter })).toEqual([]);
		expect(told({ text: 'Thank you!' }, [])).toEqual([]);
	});

	it('each article as much as its answer is long', () => {
		const short = 'Yes, just so, it was like that.';
		const pairs = [
			{ quote: '> I drew every street and every bench of a village.', answer: short },
			{ quote: '> what slow mail does to a friendship', answer: short.repeat(3) },
		];
		const shares = told({ text: `Hi!\n${short}\n${short.repeat(3)}`, pairs });
		expect(shares.map(({ post, by }) => [post, by])).toEqual([
			['letters', 'quote'],
			['maps', 'quote'],
		]);
		expect(shares[0]!.share).toBeCloseTo(0.75, 9);
	});

	it('the page that a mail program or a scanner rewrote', () => {
		const page = 'https://blog.example/posts/maps/';
		const coded = encodeURIComponent(page);
		for (const link of [
			`https://eur03.safelinks.protection.outlook.com/?url=${coded}&data=05%7C02&reserved=0`,
			`https://www.google.com/url?q=${page}&sa=D&ust=17`,
			`https://urldefense.com/v3/__${page}__;!!Ab-cd$`,
			`https://urldefense.proofpoint.com/v2/url?u=https-3A__blog.example_posts_maps_&d=DwMF`,
			`https://l.example/?u=${encodeURIComponent(`https://www.google.com/url?q=${coded}`)}`,
		])
			expect(first({ text: 'This one.', quoted: `> <${link}>` }), link).toEqual({
				post: 'maps',
				share: 1,
				by: 'link',
			});
		expect(first({ text: 'https://elsewhere.example/posts/maps/' })?.by).toBe('even');
	});
});

describe.each([
	[
		'zh-Hant',
		'我們的晚餐也是這樣，陌生人一起煮飯就會聊天',
		'> 墨水、信紙和郵票：\n> 慢慢寄的信怎麼改變友誼。',
		'我讀了「群組為什麼會死去」',
	],
	[
		'ar',
		'نحن أيضاً نطعم الغرباء، ومن تطبخ للغرباء أمي',
		'> حبر وورق وطابع: ماذا يفعل\n> البريد البطيء بالصداقة.',
		'قرأتُ «لماذا تموت المجموعات» مرتين',
	],
	[
		'th',
		'เราชวนคนแปลกหน้ามากินมื้อเย็น แล้วนั่งคุยกันยาว',
		'> หมึก กระดาษ และแสตมป์:\n> จดหมายที่ช้าทำอะไรกับมิตรภาพ',
		'ฉันอ่าน "ทำไมกลุ่มถึงตาย" สองครั้ง',
	],
	[
		'ko',
		'우리도 달마다 낯선 사람에게 저녁을 차려 줍니다',
		'> 잉크와 종이와 우표:\n> 느린 우편이 우정에 하는 일.',
		'‘모임은 왜 사라지는가’를 두 번 읽었습니다',
	],
	[
		'ru',
		'Мы тоже готовим ужины для незнакомых людей',
		'> Чернила, бумага и марка: что\n> медленная почта делает с дружбой.',
		'Дважды прочла «Почему умирают группы»',
	],
])('in %s, an answer is about', (lang, like, quote, title) => {
	const articles = others[lang]!;
	it('the article it is like, the one it stands below, and the one it names', () => {
		expect(first({ text: like }, articles)).toEqual({ post: 'supper', share: 1, by: 'words' });
		const pairs = [{ quote, answer: '!!!' }];
		expect(first({ text: '!!!', pairs }, articles)).toEqual({ post: 'letters', share: 1, by: 'quote' });
		expect(first({ text: title }, articles)).toEqual({ post: 'groups', share: 1, by: 'quote' });
	});
});
