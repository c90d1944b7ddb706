// SPDX-License-Identifier: AGPL-3.0-or-later
// No style names left or right: what stands at the start of a line stands at the right in Persian.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const physical = {
  css: /(?:margin|padding|border|scroll-margin|scroll-padding)-(?:left|right)\b|(?<![\w-])(?:left|right)\s*:|text-align\s*:\s*(?:left|right)|float\s*:\s*(?:left|right)|border-(?:top|bottom)-(?:left|right)-radius/g,
  tsx: /\s(?:ml|mr|pl|pr)=|\bta="(?:left|right)"|\b(?:margin|padding|border)(?:Left|Right)\b|textAlign: '(?:left|right)'/g,
};

function faults(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return faults(path);
    const kind = /\.css$/.test(entry.name) ? 'css' : /\.tsx$/.test(entry.name) ? 'tsx' : undefined;
    if (!kind) return [];
    return [...readFileSync(path, 'utf8').matchAll(physical[kind])].map((found) => `${path}: ${found[0].trim()}`);
  });
}

it('styles say start and end, not left and right', () => {
  expect(faults(join(import.meta.dirname, '..'))).toEqual([]);
});
