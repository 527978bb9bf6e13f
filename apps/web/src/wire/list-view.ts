/** A way to look at the list of runs. All of it is text, so that an address and a saved view hold the same: see `features/run-list/list-view.ts`. */
export interface ListView {
  readonly filter: string;
  readonly sort: string;
  readonly group: string;
  readonly columns: string;
  readonly pinned: number;
}
