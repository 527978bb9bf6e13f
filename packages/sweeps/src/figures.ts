/* Figures of the code space: their kinds and how their cells are arranged. Browser-safe. */

export * from '@hourglass/model/figures';
