import { Choice } from '#components/ui/choice.tsx';
import { type PictureView, pictureScales } from './use-picture-view.ts';

/** How large samples are drawn. */
export function SizeChoice({ view }: { readonly view: PictureView }) {
  return (
    <Choice
      label="Size"
      values={pictureScales}
      value={view.scaleWord}
      onChange={(scale) => void view.setView({ scale })}
      words={{ '1': '1×', '2': '2×', '3': '3×', '4': '4×' }}
    />
  );
}
