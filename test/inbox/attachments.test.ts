import { describe, expect, it } from 'vitest';
import { sha256 } from '../../integrations/kindred/src/base/hash.ts';
import { keepAttachments } from '../../integrations/kindred/src/inbox/attachments.ts';

const keeper = () => {
	const kept: number[] = [];
	return { kept, keep: async (content: Uint8Array) => (kept.push(content.byteLength), sha256(content)) };
};
const file = (name: string, bytes = 3) => ({
	name,
	type: 'image/png',
	bytes,
	content: new Uint8Array(bytes),
});

describe('the files of a mail', () => {
	it('are kept under their hash, named as the sender named them', async () => {
		expect(await keepAttachments([file('photo.png')], keeper())).toEqual([
			{ name: 'photo.png', type: 'image/png', bytes: 3, hash: sha256(new Uint8Array(3)) },
		]);
		expect(await keepAttachments([], keeper())).toBeUndefined();
	});

	it.each([
		['../../etc/passwd', 'passwd'],
		['C:\\Users\\lin\\صورة.jpg', 'صورة.jpg'],
		['a\r\nb\u0000.png', 'a b .png'],
		['invoice\u202Egpj.exe', 'invoice gpj.exe'],
		['..', 'attachment'],
		['', 'attachment'],
		['/', 'attachment'],
		['x'.repeat(5000), 'x'.repeat(200)],
	])('are never a path nor a trick: %#', async (name, shown) => {
		expect((await keepAttachments([file(name)], keeper()))?.[0]?.name).toBe(shown);
	});

	it('are named without being kept where there are too many, or too large ones', async () => {
		const files = keeper();
		const large = await keepAttachments([file('a', 20_000_000), file('b', 6_000_000), file('c')], files);
		expect(large?.map(({ hash }) => hash !== undefined)).toEqual([true, false, true]);
		expect(await keepAttachments([{ ...file('d'), content: undefined }], files)).toMatchObject([
			{ name: 'd', hash: undefined },
		]);
		const many = keeper();
		await keepAttachments(
			Array.from({ length: 10_000 }, () => file('x')),
			many,
		);
		expect(many.kept).toHaveLength(30);
	});
});
