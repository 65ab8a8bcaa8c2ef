/** Files dropped onto or pasted into a part of the page. Text is left to the browser. */
import { useState } from 'react';

const carriesFiles = (data: DataTransfer): boolean => Array.from(data.types).includes('Files');

export function useFileDrop(onAdd: (files: readonly File[]) => void) {
  const [over, setOver] = useState(false);
  const onDragOver = (event: React.DragEvent): void => {
    if (!carriesFiles(event.dataTransfer)) return;
    event.preventDefault();
    setOver(true);
  };
  const onDragLeave = (event: React.DragEvent): void => {
    // Leaving for a part of the area itself is no leaving.
    if (event.relatedTarget instanceof Node && event.currentTarget.contains(event.relatedTarget)) return;
    setOver(false);
  };
  const onDrop = (event: React.DragEvent): void => {
    setOver(false);
    // A field inside has taken them already.
    if (event.defaultPrevented || !carriesFiles(event.dataTransfer)) return;
    event.preventDefault();
    onAdd(Array.from(event.dataTransfer.files));
  };
  const onPaste = (event: React.ClipboardEvent): void => {
    const files = Array.from(event.clipboardData.files);
    if (files.length === 0) return;
    event.preventDefault();
    onAdd(files);
  };
  return { over, handlers: { onDragOver, onDragLeave, onDrop }, onPaste };
}
