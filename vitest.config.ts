// How tests run: in random order, so that none leans on another.
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Processes, since tests of the command line change their working folder and spawn threads.
    pool: 'forks',
    // The default keeps a core free, which is half of a small machine.
    maxWorkers: '100%',
    sequence: { shuffle: { files: true, tests: true } },
    // Tests that compile or start Prism share two cores with others.
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
})
