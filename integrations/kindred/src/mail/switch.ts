import type { Mailer, MailSwitch, Refusal } from '../base/letter.ts';

/** A carrier that takes nothing while all mail is stopped. Looked at before every call: the switch is often in another process. */
export function stoppable(mailer: Mailer, { stopped }: Pick<MailSwitch, 'stopped'>): Mailer {
	const refusal = async (): Promise<Refusal | undefined> => {
		const why = await stopped();
		if (why === undefined) return undefined;
		return { ok: false, kind: 'stop', message: `All mail is stopped${why && `: ${why}`}` };
	};
	return {
		...mailer,
		send: async (letter, key) => (await refusal()) ?? mailer.send(letter, key),
		sendBatch: async (batch, key, isFresh) => (await refusal()) ?? mailer.sendBatch(batch, key, isFresh),
	};
}
