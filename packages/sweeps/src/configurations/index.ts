export * from './summarise.ts';
export * from './table.ts';
