import { writeFileSync } from 'node:fs';
import { countPoints, type When } from './points.ts';

/*
 * For `node --import`: any command of ours dies at one of its writes, or writes down how many there were.
 * `KILL_AT=3:after` kills, `POINTS_TO=/tmp/points.json` counts.
 */
const [point, when] = process.env['KILL_AT']?.split(':') ?? [];
const points = countPoints(point === undefined ? undefined : { point: Number(point), when: when as When });
const file = process.env['POINTS_TO'];
if (file !== undefined) process.on('exit', () => writeFileSync(file, JSON.stringify(points)));
