import { SaxesParser } from 'saxes';

import { TableFileError } from './table-batch.ts';

/** Part names come without namespace prefix; `attributes` has no prototype, as saxes makes it. */
export interface XmlHandlers {
  open: (name: string, attributes: Record<string, string>) => void;
  close: (name: string) => void;
  text: (text: string) => void;
}

export interface XmlReader {
  write: (text: string) => void;
  end: () => void;
}

/** SpreadsheetML nests about ten deep. */
const MAX_DEPTH = 64;
/** No tag, text or comment of a real workbook comes near this; saxes would gather one without limit. */
const MAX_TOKEN_CHARS = 1024 * 1024;

/**
 * A strict XML reader whose memory is bounded whatever it is fed: no document type (so no entities to expand), limited
 * depth, limited length of one token. Every fault is a `TableFileError` BAD_WORKBOOK.
 */
export function createXmlReader(handlers: XmlHandlers): XmlReader {
  let depth = 0;
  let sinceEvent = 0;
  const parser = new SaxesParser<{ position: false; xmlns: false }>({ position: false, xmlns: false });
  const local = (name: string): string => {
    const colon = name.indexOf(':');
    return colon === -1 ? name : name.slice(colon + 1);
  };
  parser.on('doctype', () => {
    throw damaged('it contains a document type definition');
  });
  parser.on('opentag', (tag) => {
    sinceEvent = 0;
    depth += 1;
    if (depth > MAX_DEPTH) throw damaged('its XML is nested too deeply');
    handlers.open(local(tag.name), tag.attributes);
  });
  parser.on('closetag', (tag) => {
    sinceEvent = 0;
    depth -= 1;
    handlers.close(local(tag.name));
  });
  const onText = (text: string): void => {
    sinceEvent = 0;
    handlers.text(text);
  };
  parser.on('text', onText);
  parser.on('cdata', onText);
  parser.on('comment', () => (sinceEvent = 0));

  const guarded = (step: () => void): void => {
    try {
      step();
    } catch (error) {
      throw error instanceof TableFileError ? error : damaged('its XML is malformed', error);
    }
  };
  return {
    write: (text) => {
      sinceEvent += text.length;
      guarded(() => parser.write(text));
      if (sinceEvent > MAX_TOKEN_CHARS)
        throw damaged('it contains a value of more than a million characters');
    },
    end: () => guarded(() => parser.close()),
  };
}

/** The workbook cannot be read, because … */
export function damaged(because: string, cause?: unknown): TableFileError {
  return new TableFileError(
    'BAD_WORKBOOK',
    `The workbook cannot be read: ${because}. Open it in Excel or LibreOffice, save it as .xlsx again, or save it as CSV UTF-8.`,
    cause,
  );
}
