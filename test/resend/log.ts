import type { IncomingHttpHeaders } from 'node:http';

export interface LoggedRequest {
	/** 1 for the first. */
	number: number;
	method: string;
	path: string;
	headers: IncomingHttpHeaders;
	/** The value of the body, where bodies are kept. */
	body: unknown;
	/** How many letters a batch brought. */
	letters: number | undefined;
	bytes: number;
	at: number;
	/** `dropped` as long as nothing was answered. */
	status: number | 'dropped';
}

/** The requests that arrived, and somebody who waits for one. */
export function createLog() {
	const requests: LoggedRequest[] = [];
	let waiting: { enough: () => boolean; go: () => void }[] = [];

	const look = () => {
		const ready = waiting.filter(({ enough }) => enough());
		waiting = waiting.filter((one) => !ready.includes(one));
		for (const { go } of ready) go();
	};
	return {
		requests,
		arrived(request: Omit<LoggedRequest, 'number' | 'status'>): LoggedRequest {
			const logged: LoggedRequest = { ...request, number: requests.length + 1, status: 'dropped' };
			requests.push(logged);
			look();
			return logged;
		},
		answered(request: LoggedRequest, status: number): void {
			request.status = status;
			look();
		},
		/** How many requests (of a path) came, or were answered. */
		count: ({ path, answered = false }: { path?: string | undefined; answered?: boolean }): number =>
			requests.filter((one) => (!path || one.path === path) && (!answered || typeof one.status === 'number'))
				.length,
		/** Looks whether somebody has waited long enough: to be called when something has happened. */
		look,
		/** Resolves when there is enough; false when that took too long, in milliseconds. */
		until(enough: () => boolean, patience: number): Promise<boolean> {
			if (enough()) return Promise.resolve(true);
			return new Promise((resolve) => {
				const timer = setTimeout(() => {
					waiting = waiting.filter((one) => one.go !== go);
					resolve(false);
				}, patience);
				const go = () => {
					clearTimeout(timer);
					resolve(true);
				};
				waiting.push({ enough, go });
			});
		},
		clear: () => void (requests.length = 0),
	};
}

export type Log = ReturnType<typeof createLog>;
