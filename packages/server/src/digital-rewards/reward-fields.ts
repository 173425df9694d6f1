import { UserError, UserErrorCode } from '../lib/user-error.ts';
import { cleanText } from '../table-files/cell-values.ts';

const LONGEST_INSTRUCTIONS = 5000;

/** Instructions as they are kept, lines and all; null for none. @throws UserError INVALID */
export function readInstructions(given: string | null | undefined): string | null {
  const field = ['input', 'instructions'];
  const text = cleanText((given ?? '').toWellFormed().replaceAll('\r\n', '\n')).normalize('NFC');
  if (text.length > LONGEST_INSTRUCTIONS)
    throw new UserError(
      UserErrorCode.INVALID,
      `Shorten the instructions to ${LONGEST_INSTRUCTIONS.toLocaleString('en-US')} characters; they have ${text.length.toLocaleString('en-US')}.`,
      field,
    );
  if (/[\u0000-\u0009\u000b-\u001f\u007f]/.test(text))
    throw new UserError(UserErrorCode.INVALID, 'Remove the control characters from the instructions.', field);
  return text === '' ? null : text;
}
