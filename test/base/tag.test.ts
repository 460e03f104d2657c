import { describe, expect, it } from 'vitest';
import { tagValue } from '../../integrations/kindred/src/base/letter.ts';

describe('a thing as a tag', () => {
	it('is written with the letters that providers allow, at most 256 of them', () => {
		expect(tagValue('digest:2026-11_groups')).toBe('digest-2026-11_groups');
		for (const thing of ['digest:十一月', 'digest:a/b.c', `digest:${'a'.repeat(300)}`, 'digest:a:b', ''])
			expect(tagValue(thing)).toMatch(/^[A-Za-z0-9_-]{0,256}$/);
	});

	it('is never that of another thing', () => {
		const long = 'a'.repeat(300);
		const things = ['digest:十一月', 'digest:十二月', 'digest:a/b', 'digest:a.b', 'digest:a-b', 'digest:a:b'];
		const tags = [...things, `digest:${long}`, `digest:${long}b`].map(tagValue);
		expect(new Set(tags).size).toBe(tags.length);
	});
});
