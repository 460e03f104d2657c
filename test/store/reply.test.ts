import { answerContract } from './answer.ts';
import { mergeContract } from './merge.ts';
import { openPostgresForTest, openSqliteForTest, type OpenTestStore, type TestStore } from './open.ts';
import { replyContract } from './reply.ts';

/** One store for several contracts, for one that starts slowly: whoever is last removes it. */
function shared(open: OpenTestStore, contracts: number): OpenTestStore {
	let opened: Promise<TestStore> | undefined;
	let left = contracts;
	return async () => {
		const store = await (opened ??= open());
		return { ...store, remove: async () => (--left === 0 ? store.remove() : undefined) };
	};
}

for (const [name, open] of [
	['SQLite', shared(openSqliteForTest, 4)],
	['Postgres', shared(openPostgresForTest, 4)],
] as const) {
	replyContract(name, open);
	answerContract(name, open);
	mergeContract(name, open);
}
