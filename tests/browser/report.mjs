// SPDX-License-Identifier: AGPL-3.0-or-later
// One line for each thing that holds or does not, and at the end the line that CI reads.

export class Report {
  passed = 0;
  failed = 0;
  figures = {};

  async chapter(sentence, work) {
    const began = Date.now();
    try {
      await work();
      this.passed++;
      process.stdout.write(`ok      ${sentence} (${((Date.now() - began) / 1000).toFixed(1)} s)\n`);
      return true;
    } catch (error) {
      this.failed++;
      process.stdout.write(
        `NOT OK  ${sentence}\n        ${String(error.stack ?? error)
          .split('\n')
          .slice(0, 80)
          .join('\n        ')}\n`,
      );
      return false;
    }
  }

  end() {
    for (const [name, value] of Object.entries(this.figures)) process.stdout.write(`figure  ${name}: ${value}\n`);
    process.stdout.write(`${this.passed} passed, ${this.failed} failed\n`);
    return this.failed === 0 ? 0 : 1;
  }
}

export function check(condition, otherwise) {
  if (!condition) throw new Error(otherwise);
}
