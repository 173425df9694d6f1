import { useMediaQuery } from '@mantine/hooks';
import type {
  MappableField,
  OperationRowItem,
  UploadedColumn,
  UploadedFile,
} from '@waybill/schema/operations';
import { sizes } from '../theme.ts';
import { severityLooks } from '../ui/status.ts';
import { problemsByRow, sampleLine } from './column-mapping.ts';
import { ColumnSelect, confidenceWords } from './ColumnSelect.tsx';
import classes from './FileSheet.module.css';

interface FileSheetProps {
  file: UploadedFile;
  fields: readonly MappableField[];
  /** Rows with something wrong, of which those in the sample are marked. */
  problems: readonly OperationRowItem[];
  onMap: (columnIndex: number, field: string | null) => void;
  /** A new plan is being made; what is shown belongs to the old one. */
  stale?: boolean;
  disabled?: boolean;
}

/** The first rows of the file as a sheet, each column under what it is taken for; on a phone, the columns as a list. */
export function FileSheet(props: FileSheetProps) {
  const narrow = useMediaQuery('(max-width: 48em)');
  return narrow ? <ColumnList {...props} /> : <Sheet {...props} />;
}

function Sheet({ file, fields, problems, onMap, stale, disabled }: FileSheetProps) {
  const marked = problemsByRow(problems);
  return (
    <div
      className={classes['frame']}
      data-stale={stale || undefined}
      tabIndex={0}
      role="region"
      aria-label={`The first rows of ${file.name}`}
    >
      <table className={classes['table']}>
        <thead>
          <tr>
            <td className={classes['corner']} />
            {file.columns.map((column) => (
              <th key={column.index} scope="col">
                <ColumnHead column={column} fields={fields} onMap={onMap} disabled={disabled} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {file.sampleRows.map((cells, sample) => {
            // Operations count rows from 1 without the header; the person's spreadsheet counts lines.
            const rowNumber = sample + 1;
            return (
              <tr key={rowNumber}>
                <th className={classes['number']} scope="row">
                  {sampleLine(file, sample)}
                </th>
                {file.columns.map((column) => (
                  <Cell
                    key={column.index}
                    column={column}
                    text={cells[column.index] ?? ''}
                    problem={problemOf(marked.get(rowNumber), column, file)}
                  />
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

/** The problem of a row where it belongs to this column; a problem of no column is marked in the first one. */
function problemOf(
  row: OperationRowItem | undefined,
  column: UploadedColumn,
  file: UploadedFile,
): OperationRowItem | undefined {
  if (!row) return undefined;
  const home =
    file.columns.find((one) => row.field !== null && one.field === row.field) ??
    // Reports of a campaign say the status in any of several columns.
    file.columns.find((one) => row.field === 'status' && one.field?.endsWith('Status')) ??
    file.columns[0];
  return home?.index === column.index ? row : undefined;
}

interface CellProps {
  column: UploadedColumn;
  text: string;
  problem: OperationRowItem | undefined;
}

function Cell({ column, text, problem }: CellProps) {
  if (!problem) {
    return (
      <td className={classes['cell']} data-ignored={column.field === null || undefined} title={text}>
        {text}
      </td>
    );
  }
  const Sign = severityLooks[problem.severity].icon;
  return (
    <td className={classes['cell']} data-problem={problem.severity} title={problem.message}>
      <Sign className={classes['mark']} size={sizes.icon.small} stroke={2} aria-hidden />
      {text || <span aria-hidden>empty</span>}
      <span className="wb-sr-only"> ({problem.message})</span>
    </td>
  );
}

interface ColumnHeadProps {
  column: UploadedColumn;
  fields: readonly MappableField[];
  onMap: (columnIndex: number, field: string | null) => void;
  disabled: boolean | undefined;
}

function ColumnHead({ column, fields, onMap, disabled }: ColumnHeadProps) {
  const guess = confidenceWords(column);
  const samples = column.samples.filter(Boolean).join(' · ');
  return (
    <>
      <span className={classes['header']} title={column.header}>
        {column.header || `Column ${column.index + 1}`}
      </span>
      <ColumnSelect
        column={column}
        fields={fields}
        onChange={(field) => onMap(column.index, field)}
        {...(disabled ? { disabled } : {})}
      />
      {guess ? <span className={`${classes['under']} ${classes['guess']}`}>{guess}</span> : null}
      <span className={classes['under']} title={samples}>
        {samples || 'Empty'}
      </span>
    </>
  );
}

function ColumnList({ file, fields, onMap, stale, disabled }: FileSheetProps) {
  return (
    <div
      className={classes['frame']}
      data-stale={stale || undefined}
      tabIndex={0}
      role="region"
      aria-label={`The columns of ${file.name}`}
    >
      <ul className={classes['columns']}>
        {file.columns.map((column) => (
          <li key={column.index} className={classes['column']}>
            <ColumnHead column={column} fields={fields} onMap={onMap} disabled={disabled} />
          </li>
        ))}
      </ul>
    </div>
  );
}
