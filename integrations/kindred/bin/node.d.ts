/** What to tell somebody whose Node is too old, and whose install brought none. */
export const noNode: string;
/** Does a Node of this version, `v24.21.0`, run us? */
export function isSuitable(version: string): boolean;
/** The path of a Node that runs us: this one, or the npm package `node` as seen from one of the folders. */
export function findNode(folders: readonly string[]): string | undefined;
/** Runs a command in our place, signals and exit code included. Does not come back. */
export function handOver(command: string, args: readonly string[]): void;
