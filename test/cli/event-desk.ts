import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Io } from '../../integrations/kindred/src/cli/io.ts';
import { openEventHouse } from '../event/house.ts';

/** A supper for two, a desk to run commands about it, and what they printed. */
export type EventDesk = Awaited<ReturnType<typeof openEventDesk>>;

/** `desk` is what `openDesk` is to give, in a folder of its own. */
export async function openEventDesk() {
	const event = await openEventHouse();
	const root = mkdtempSync(join(tmpdir(), 'kindred desk '));
	const printed = { out: '', err: '' };
	const io: Io = {
		cwd: root,
		env: {},
		isTTY: false,
		stdout: (text) => void (printed.out += text),
		stderr: (text) => void (printed.err += text),
	};
	return {
		...event,
		root,
		io,
		printed,
		desk: {
			...event.house,
			root,
			mailer: { name: 'outbox' },
			isRehearsed: true,
			close: async () => {},
		} as Record<string, unknown>,
		/** What was printed since the last time. */
		said() {
			const { out } = printed;
			printed.out = '';
			return out;
		},
		async remove() {
			await event.test.remove();
			rmSync(root, { recursive: true });
		},
	};
}
