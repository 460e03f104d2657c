import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Io } from '../../integrations/kindred/src/cli/io.ts';
import { main } from '../../integrations/kindred/src/cli/main.ts';
import { personStory } from '../../integrations/kindred/src/cli/person-print.ts';
import { nounOf } from '../../integrations/kindred/src/cli/verbs.ts';

const doors = vi.hoisted(() => ({ opened: 0, closed: 0, now: undefined as string | undefined }));
vi.mock('../../integrations/kindred/src/cli/open.ts', () => ({
	openDesk: async (_io: unknown, now?: string) => {
		doors.opened += 1;
		doors.now = now;
		return { close: async () => void (doors.closed += 1) };
	},
}));

let out = '';
let err = '';
const io: Io = {
	cwd: '.',
	env: {},
	isTTY: false,
	stdout: (text) => void (out += text),
	stderr: (text) => void (err += text),
};
beforeEach(() => {
	[out, err] = ['', ''];
	Object.assign(doors, { opened: 0, closed: 0, now: undefined });
});

const run = nounOf(
	'usage\n',
	{ loud: { type: 'boolean' } },
	{
		greet: {
			words: [1, 2],
			act: async (_desk, { words, loud }) => {
				out += loud ? words.join(' ').toUpperCase() : words.join(' ');
				return 0;
			},
		},
		fail: {
			words: [0, 0],
			act: async () => {
				throw new Error('no');
			},
		},
	},
);

describe('a verb', () => {
	it('gets its words and options, and the clock is fixed by --now', async () => {
		expect(await run(['greet', 'ada', '--loud', '--now', '2031-05-01'], io)).toBe(0);
		expect([out, doors.now, doors.closed]).toEqual(['ADA', '2031-05-01', 1]);
	});
	it.each([[[]], [['dance']], [['constructor']], [['greet']], [['greet', 'a', 'b', 'c']]])(
		'misused as %j prints the usage, and no store is opened',
		async (args) => {
			expect(await run(args, io)).toBe(2);
			expect([err, doors.opened]).toEqual(['usage\n', 0]);
		},
	);
	it('that fails leaves nothing open', async () => {
		await expect(run(['fail'], io)).rejects.toThrow('no');
		expect([doors.opened, doors.closed]).toEqual([1, 1]);
	});
	it('with an option nobody knows is misuse', async () => {
		expect(await main(['event', 'list', '--lowd'], io)).toBe(2);
		expect(err).toContain("Unknown option '--lowd'");
	});
	it('of a noun that JavaScript knows and kindred does not is misuse', async () => {
		expect(await main(['constructor'], io)).toBe(2);
		expect(err).toContain('kindred knows no `constructor`');
	});
});

describe('what a stranger wrote', () => {
	it('does not steer the terminal', () => {
		const person = {
			id: 1,
			state: 'contact',
			name: 'Ada',
			email: 'ada@example.com',
			languages: [],
			topics: [],
			frequency: 'every',
			circle: 'loose',
			createdAt: '2031-05-01T09:00:00.000Z',
		} as const;
		const at = person.createdAt;
		const said = {
			id: 1,
			person: 1,
			at,
			kind: 'replied',
			detail: { text: 'hi \u001b]0;title\u0007\u009b31m' },
		} as const;
		const snapshot = { posts: [], events: [], digests: [] } as unknown as Parameters<
			typeof personStory
		>[2]['snapshot'];
		expect(personStory(person, [said], { snapshot })).toMatch(/replied {2}hi \]0;title31m\n$/);
	});
});
