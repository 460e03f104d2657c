import type { Kysely } from 'kysely';
import type { Part } from '../base/template.ts';
import { pieceKey, type DeliveryStore, type PlanHead } from '../digest/index.ts';
import type { Tables } from './schema.ts';

/** What was printed of a plan, plain text. */
interface Print {
	readonly templates: ReadonlyMap<string, readonly Part[]>;
	/** By language and slot: the piece of each article. */
	readonly pieces: ReadonlyMap<string, readonly { readonly post: string; readonly text: string }[]>;
}

/** Answers come to the newest digests. What a plan says never changes, and it may hold hundreds of entries. */
const MOST_PRINTS = 3;

/** The letters of digests, as each reader had them. Without its plan, of a ledger that was kept elsewhere, a letter has no text. */
export function sentLetters(db: Kysely<Tables>): DeliveryStore['letterOf'] {
	const prints = new Map<string, Print>();
	const printOf = async (hash: string): Promise<Print | undefined> => {
		const kept = prints.get(hash);
		if (kept) return kept;
		const row = await db.selectFrom('plan').select('content').where('hash', '=', hash).executeTakeFirst();
		if (!row) return undefined;
		if (prints.size >= MOST_PRINTS) prints.clear();
		const print = readPrint(JSON.parse(row.content) as PlanHead);
		prints.set(hash, print);
		return print;
	};
	return async (digest, person) => {
		const row = await db
			.selectFrom('delivery')
			.leftJoin('chunk', 'chunk.id', 'delivery.chunk_id')
			.select(['delivery.lang', 'delivery.items', 'chunk.plan'])
			.where('delivery.digest', '=', digest)
			.where('delivery.person_id', '=', person)
			.where('delivery.state', '!=', 'excluded')
			.executeTakeFirst();
		if (!row) return undefined;
		const items = [...new Set(JSON.parse(row.items) as string[])];
		const print = row.plan === null ? undefined : await printOf(row.plan);
		return { lang: row.lang, items, ...written(row.lang, new Set(items), print) };
	};
}

function readPrint({ templates, pieces, groups }: PlanHead): Print {
	const found = Object.entries(pieces).flatMap(([key, { text }]) => {
		const [, hole, id] = /^([^:]*:[^:]*):(.*)$/s.exec(key) ?? [];
		return hole === undefined ? [] : [{ hole, post: groups[id!] ?? id!, text }];
	});
	return {
		templates: new Map(Object.entries(templates).map(([lang, { template }]) => [lang, template.text])),
		pieces: Map.groupBy(found, ({ hole }) => hole),
	};
}

function written(lang: string, items: ReadonlySet<string>, print: Print | undefined) {
	const entries: { post: string; text: string }[] = [];
	let text = '';
	for (const part of print?.templates.get(lang) ?? []) {
		if (typeof part === 'string') {
			text += part;
			continue;
		}
		const hole = pieceKey(lang, part.slot, '').slice(0, -1);
		const here = (print!.pieces.get(hole) ?? []).filter(({ post }) => items.has(post));
		// Links of the reader's own are left out: they are nobody's words, and no evidence.
		if (here.length > 0) text += part.before + here.map((piece) => piece.text).join('\n\n') + part.after;
		entries.push(...here.map(({ post, text: entry }) => ({ post, text: entry })));
	}
	return { entries, text };
}
