/**
 * No circle of folders. Activities read their words from workflows/contract.ts, and workflows take types of activities, so this is
 * run once without workflows/ and once over workflows/ alone. The root of activities/ holds what its rooms are told of beside
 * what puts them together.
 */
export default {
  forbidden: [
    {
      name: 'no circle of folders',
      severity: 'error',
      scope: 'folder',
      from: { pathNot: '^(activities|workflows)$' },
      to: { circular: true, pathNot: '^(activities|workflows)$' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
  },
};
