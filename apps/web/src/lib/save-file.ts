/** Downloads a blob as a file. */
export function saveFile(name: string, content: Blob): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser keeps the blob alive once the download has started.
  setTimeout(() => URL.revokeObjectURL(url), 1_000);
}
