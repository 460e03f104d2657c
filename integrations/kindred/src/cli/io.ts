/** What a command may touch: tests and the real terminal differ only here. */
export interface Io {
	readonly cwd: string;
	readonly env: NodeJS.ProcessEnv;
	stdout(text: string): void;
	stderr(text: string): void;
	/** Whether somebody is watching: progress bars there, plain lines elsewhere. */
	readonly isTTY: boolean;
}
