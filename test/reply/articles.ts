import {
	itemsOf,
	pagesOf,
	vocabularyOf,
	wordingOf,
	type Quotable,
	type Trimmed,
} from '../../integrations/kindred/src/reply/index.ts';

const article = (post: string, lang: string, title: string, text: string): Quotable => ({
	post,
	wordings: [wordingOf(lang, title, text)],
	pages: pagesOf(`https://blog.example/posts/${post}/`),
});

/** The articles of a letter. */
export const english = [
	article(
		'groups',
		'en',
		'Why groups die',
		'Three hundred people joined, and after a year nobody wrote there.',
	),
	article('supper', 'en', 'A table for six', 'How to cook for strangers so that they talk with each other.'),
	article('letters', 'en', 'Writing by hand', 'Ink, paper and a stamp: what slow mail does to a friendship.'),
	article('maps', 'en', 'Maps of small towns', 'I drew every street and every bench of a village.'),
];
/** The same in other languages. */
export const others: Readonly<Record<string, readonly Quotable[]>> = {
	'zh-Hant': [
		article('groups', 'zh-Hant', '群組為什麼會死去', '三百個人加入了群組，一年之後沒有人在那裡說話。'),
		article('supper', 'zh-Hant', '六個人的餐桌', '怎麼為陌生人煮一頓晚餐，讓他們願意聊天。'),
		article('letters', 'zh-Hant', '親手寫信', '墨水、信紙和郵票：慢慢寄的信怎麼改變友誼。'),
	],
	ar: [
		article('groups', 'ar', 'لماذا تموت المجموعات', 'انضم ثلاثمئة شخص وبعد عام لم يكتب أحد هناك.'),
		article('supper', 'ar', 'مائدة لستة أشخاص', 'كيف تطبخ للغرباء حتى يتحدثوا مع بعضهم.'),
		article('letters', 'ar', 'الكتابة باليد', 'حبر وورق وطابع: ماذا يفعل البريد البطيء بالصداقة.'),
	],
	th: [
		article('groups', 'th', 'ทำไมกลุ่มถึงตาย', 'มีคนเข้าร่วมสามร้อยคน และหนึ่งปีต่อมาไม่มีใครเขียนอะไรเลย'),
		article('supper', 'th', 'โต๊ะสำหรับหกคน', 'วิธีทำอาหารเย็นให้คนแปลกหน้าได้คุยกัน'),
		article('letters', 'th', 'เขียนด้วยมือ', 'หมึก กระดาษ และแสตมป์: จดหมายที่ช้าทำอะไรกับมิตรภาพ'),
	],
	ko: [
		article(
			'groups',
			'ko',
			'모임은 왜 사라지는가',
			'삼백 명이 들어왔지만 일 년 뒤에는 아무도 글을 쓰지 않았다.',
		),
		article('supper', 'ko', '여섯 명을 위한 식탁', '낯선 사람들이 이야기하도록 저녁을 차리는 방법.'),
		article('letters', 'ko', '손으로 쓰는 편지', '잉크와 종이와 우표: 느린 우편이 우정에 하는 일.'),
	],
	ru: [
		article(
			'groups',
			'ru',
			'Почему умирают группы',
			'Пришло триста человек, а через год там никто не писал.',
		),
		article(
			'supper',
			'ru',
			'Стол на шестерых',
			'Как готовить ужин для незнакомцев, чтобы они разговорились.',
		),
		article(
			'letters',
			'ru',
			'Писать от руки',
			'Чернила, бумага и марка: что медленная почта делает с дружбой.',
		),
	],
};
export const every = [...english, ...Object.values(others).flat()];
export const blog = vocabularyOf(every.flatMap(({ wordings }) => wordings));
/** Which of them an answer speaks of. */
export const told = (answer: Partial<Trimmed>, articles: readonly Quotable[] = english) =>
	itemsOf({ text: '', quoted: '', ...answer }, articles, blog);
export const first = (answer: Partial<Trimmed>, articles?: readonly Quotable[]) => told(answer, articles)[0];
