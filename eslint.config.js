import { readFileSync } from 'node:fs';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

const ignored = readFileSync(new URL('.gitignore', import.meta.url), 'utf8')
  .split('\n')
  .filter(Boolean)
  .map((line) => `**/${line}`);

export default tseslint.config(
  { ignores: [...ignored, '**/*.d.ts'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['packages/**/*.{ts,tsx}'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/no-unnecessary-condition': ['error', { allowConstantLoopConditions: true }],
      // The compiler reports these, and knows about a leading underscore.
      '@typescript-eslint/no-unused-vars': 'off',
      // A number in a template reads well; an object there is a mistake.
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/only-throw-error': [
        'error',
        {
          // TanStack Router's way to say "elsewhere" and "nowhere".
          allow: [
            { from: 'package', package: '@tanstack/router-core', name: ['Redirect', 'NotFoundError'] },
            { from: 'package', package: '@tanstack/react-router', name: ['Redirect', 'NotFoundError'] },
          ],
        },
      ],
      // An interface may ask for a promise where this implementation has nothing to wait for.
      '@typescript-eslint/require-await': 'off',
      // Our "methods" are closures in object literals; they have no this to lose.
      '@typescript-eslint/unbound-method': 'off',
      // Enums of libraries are compared with the strings they stand for.
      '@typescript-eslint/no-unsafe-enum-comparison': 'off',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-console': 'error',
      'no-restricted-syntax': [
        'error',
        {
          selector: 'Identifier[name=createPubSub]',
          message: 'It ends the process when a subscriber stops reading. Use lib/events.',
        },
        {
          selector: 'Identifier[name=repeaterBuffer]',
          message: 'One buffer is shared by all subscribers: events leak between tenants. Use lib/events.',
        },
        {
          selector: 'JSXAttribute[name.name=dangerouslySetInnerHTML]',
          message: 'Names and notes come from files of strangers; render them as text.',
        },
        {
          selector: 'PropertyDefinition > Decorator[expression.callee.name=OneToMany]',
          message: 'The child knows its parent: map the owning side only.',
        },
      ],
    },
  },
  {
    files: ['packages/client/**/*.{ts,tsx}'],
    plugins: { 'react-hooks': reactHooks },
    // The plugin's other rules are about React's compiler, which is not in use here: they forbid the latest-value ref.
    rules: {
      'react-hooks/rules-of-hooks': 'error',
      'react-hooks/exhaustive-deps': 'error',
      'react-hooks/static-components': 'error',
      'react-hooks/set-state-in-render': 'error',
      'no-restricted-imports': [
        'error',
        {
          name: '@apollo/client/react',
          importNames: ['useSubscription'],
          message: 'The second to ask the same hears no first value. Use useLive of use-live.ts.',
        },
      ],
    },
  },
  {
    files: ['packages/client/src/use-live.ts'],
    rules: { 'no-restricted-imports': 'off' },
  },
  {
    // Programs for the terminal.
    files: ['packages/*/bench/**', 'packages/*/demo/**', '**/*-cli.ts', '**/emit-*.ts', '**/sdk/**'],
    rules: { 'no-console': 'off' },
  },
);
