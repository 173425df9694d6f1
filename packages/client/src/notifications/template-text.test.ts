import { expect, test } from 'vitest';
import { byField, insertAt } from './template-text.ts';

test('a variable goes in at the cursor, and the cursor after it', () => {
  expect(insertAt('Dear , hello', 'name', 5, 5)).toEqual({ text: 'Dear {{name}}, hello', caret: 13 });
});

test('a variable takes the place of what was selected', () => {
  expect(insertAt('Dear friend', 'name', 5, 11)).toEqual({ text: 'Dear {{name}}', caret: 13 });
});

test('a field that was never entered takes it at its end', () => {
  expect(insertAt('Dear ', 'name', null, null)).toEqual({ text: 'Dear {{name}}', caret: 13 });
});

test('a problem stands beside the field it is about', () => {
  const subject = 'In the subject, “{{nmae}}” is no variable.';
  const body = 'In line 3, “{{” has no other half.';
  expect(byField([subject, body, 'The subject is one line.'])).toEqual({
    subject: [subject, 'The subject is one line.'],
    body: [body],
  });
});
