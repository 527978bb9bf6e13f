/**
 * Settings of the run list's view. All fields are text, so that the URL and a saved view use the same format: see
 * `features/run-list/list-view.ts`.
 */
export interface ListView {
  readonly filter: string;
  readonly sort: string;
  readonly group: string;
  readonly columns: string;
  readonly pinned: number;
}
