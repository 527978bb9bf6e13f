'use client';

import { formatBytes } from '@hourglass/presentation';
import { useId } from 'react';
import buttons from '#components/ui/button.module.css';
import { ProgressBar } from '#components/ui/progress-bar.tsx';
import { type FileRole, fileText } from './data-files.ts';
import styles from './field.module.css';
import { PartSelect, withPart } from './part-select.tsx';
import { PathInput } from './path-input.tsx';
import { UploadButton } from './upload-button.tsx';
import type { UploadState } from './use-uploads.ts';

interface FileRowProps {
  readonly role: FileRole;
  readonly title: string;
  readonly isLabels: boolean;
  /** The path of the document; empty if there is none. */
  readonly path: string;
  /** The samples that labels belong to: a column or an array of their file may hold them. Empty if there are none. */
  readonly samples: string;
  readonly upload: UploadState | null;
  readonly onPath: (path: string) => void;
  readonly onFile: (file: File) => void;
  readonly onCancel: () => void;
}

/** One file of a data set: a path on the machine of the dashboard, an uploaded file, or one on its way. */
export function FileRow({ role, title, isLabels, path, samples, upload, onPath, onFile, onCancel }: FileRowProps) {
  const id = useId();
  const label = `data set: ${title}`;
  return (
    <span className={styles.file} data-role={role}>
      <span className={styles.soft} aria-hidden="true">
        {title}
      </span>
      {upload?.kind === 'sending' ? (
        <Sending {...upload} onCancel={onCancel} />
      ) : (
        <>
          <Chosen {...{ label, title, path, onPath }} isLabels={isLabels} samples={samples} />
          <UploadButton title={title} onFile={onFile} />
        </>
      )}
      {upload?.kind === 'refused' && (
        <span className={styles.refusal} role="alert" id={id}>
          {upload.sentence}{' '}
          <button type="button" className={buttons.link} aria-label={`Dismiss: ${title}`} onClick={onCancel}>
            dismiss
          </button>
        </span>
      )}
    </span>
  );
}

interface ChosenProps extends Pick<FileRowProps, 'title' | 'isLabels' | 'path' | 'samples' | 'onPath'> {
  readonly label: string;
}

function Chosen({ label, title, isLabels, path, samples, onPath }: ChosenProps) {
  const { file, part, upload } = fileText(path);
  // Labels without a file of their own may be a part of the samples' file.
  const partsOf = path === '' && isLabels ? fileText(samples).file : file;
  const parts = (
    <PartSelect
      {...{ label, part }}
      file={partsOf}
      onPart={(next) => onPath(next === null && path !== '' && file === fileText(samples).file && isLabels ? '' : withPart(partsOf, next))}
    />
  );
  if (upload === null) {
    return (
      <>
        <PathInput label={label} text={path} placeholder={isLabels || samples !== '' ? 'none' : '/data/samples.npy'} onText={onPath} />
        {(isLabels || /\.npz$/i.test(partsOf)) && parts}
      </>
    );
  }
  return (
    <span className={styles.uploaded}>
      <span className={styles.uploadedName} title={path}>
        {upload.name}
      </span>
      <span className={styles.soft}>uploaded</span>
      {(isLabels || /\.npz$/i.test(partsOf)) && parts}
      <button type="button" className={buttons.link} aria-label={`Remove ${title}`} onClick={() => onPath('')}>
        remove
      </button>
    </span>
  );
}

function Sending({ name, sent, bytes, onCancel }: Extract<UploadState, { kind: 'sending' }> & { readonly onCancel: () => void }) {
  const isSent = sent >= bytes && bytes > 0;
  return (
    <span className={styles.uploaded}>
      <span className={styles.uploadedName}>{name}</span>
      <ProgressBar className={styles.bar} value={sent} max={Math.max(1, bytes)} label={`Uploading ${name}`} />
      <span className={styles.soft}>{isSent ? 'storing…' : `${formatBytes(sent)} of ${formatBytes(bytes)}`}</span>
      <button type="button" className={buttons.link} aria-label={`Cancel the upload of ${name}`} onClick={onCancel}>
        cancel
      </button>
    </span>
  );
}
